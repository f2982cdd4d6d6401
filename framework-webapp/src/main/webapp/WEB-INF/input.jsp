<%@ taglib prefix="s" uri="/struts-tags" %><s:fielderror/>
