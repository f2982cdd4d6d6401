package dev.offstage.internal.context;

/**
 * A thread-local of Offstage's own that says what a thread does, not for whom. No task finds it
 * cleared.
 */
public final class StaysOnThread<T> extends ThreadLocal<T> {}
