<jsp:useBean id="desk" class="com.acme.office.Desk"/>
The letter weighs <%= desk.weigh("letter") %>.
