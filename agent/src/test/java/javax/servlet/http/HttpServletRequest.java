package javax.servlet.http;

/** Stands for the real one: advice goes by names. */
public interface HttpServletRequest {}
