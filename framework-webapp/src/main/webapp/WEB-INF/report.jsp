<%@ taglib prefix="s" uri="/struts-tags" %>struts report of <s:property value="year"/> with <s:property value="photoSize"/> bytes
