package dev.offstage.servlet.snapshot;

import dev.offstage.internal.text.Log;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * The roles that web.xml names: a request cannot list the roles of its user, so each of these is
 * asked for. Read once per webapp; none if web.xml cannot be read.
 */
final class DeclaredRoles {
  private static final String ATTRIBUTE = "dev.offstage.roles";

  /** Which of them the user has; null if the request has no user. */
  static @Nullable Map<String, Boolean> of(HttpServletRequest request) {
    if (request.getUserPrincipal() == null) {
      return null;
    }
    Map<String, Boolean> has = new HashMap<>();
    for (String role : declared(request.getServletContext()).names) {
      has.put(role, request.isUserInRole(role));
    }
    return has;
  }

  private final Set<String> names = new LinkedHashSet<>();

  private DeclaredRoles(ServletContext context) {
    try (InputStream in = context.getResourceAsStream("/WEB-INF/web.xml")) {
      if (in != null) {
        read(in);
      }
    } catch (IOException | XMLStreamException | RuntimeException e) {
      // RuntimeException: some parsers throw their own.
      names.clear();
      Log.warn("offstage: tasks do not know the users' roles, since web.xml cannot be read", e);
    }
  }

  private static DeclaredRoles declared(ServletContext context) {
    Object known = context.getAttribute(ATTRIBUTE);
    if (known instanceof DeclaredRoles) {
      return (DeclaredRoles) known;
    }
    DeclaredRoles roles = new DeclaredRoles(context);
    context.setAttribute(ATTRIBUTE, roles);
    return roles;
  }

  private void read(InputStream in) throws XMLStreamException {
    XMLInputFactory factory = XMLInputFactory.newInstance();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setXMLResolver(
        (publicId, systemId, base, namespace) -> new ByteArrayInputStream(new byte[0]));
    XMLStreamReader xml = factory.createXMLStreamReader(in);
    while (xml.hasNext()) {
      // In <security-role>, and in <security-role-ref>: a servlet may ask by those names, too.
      if (xml.next() == XMLStreamReader.START_ELEMENT && xml.getLocalName().equals("role-name")) {
        names.add(xml.getElementText().trim());
      }
    }
    xml.close();
  }
}
