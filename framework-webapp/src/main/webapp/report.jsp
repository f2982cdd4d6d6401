<%@ page import="dev.offstage.frameworks.JspWork" %><%= JspWork.report(request.getParameter("year"), request.getParameter("gate")) %>
