package dev.offstage.agent.advise.code;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AnnotationNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.MethodNode;

/** Reads what the advice needs out of a class file. */
public final class CodeReader {
  private CodeReader() {}

  /**
   * Reads a class.
   *
   * @throws RuntimeException if the class file is broken, or of a newer Java than ASM knows
   */
  public static TypeCode read(byte[] classFile) {
    ClassNode node = new ClassNode();
    new ClassReader(classFile).accept(node, ClassReader.SKIP_FRAMES);
    TypeCode type =
        new TypeCode(
            dots(node.name),
            node.access,
            node.superName == null ? null : dots(node.superName),
            dots(node.interfaces),
            annotations(node.visibleAnnotations, node.invisibleAnnotations),
            node.outerMethod != null || isNumbered(node.name));
    for (AnnotationNode annotation : orNone(node.visibleAnnotations)) {
      if (annotation.desc.endsWith("/servlet/annotation/WebServlet;")) {
        type.urlPattern = firstOf(annotation);
      }
    }
    for (FieldNode field : node.fields) {
      if ((field.access & Opcodes.ACC_STATIC) == 0) {
        type.objectFields.put(field.name, field.desc);
        type.isFinalThroughout &= (field.access & Opcodes.ACC_FINAL) != 0;
      }
    }
    for (MethodNode method : node.methods) {
      type.methods.add(method(type, method));
    }
    return type;
  }

  private static MethodCode method(TypeCode type, MethodNode node) {
    MethodCode method =
        new MethodCode(
            type,
            node.name,
            node.desc,
            node.access,
            dots(node.exceptions),
            annotations(node.visibleAnnotations, node.invisibleAnnotations));
    new BodyReader(method, node).read();
    return method;
  }

  private static List<String> annotations(
      @Nullable List<AnnotationNode> visible, @Nullable List<AnnotationNode> invisible) {
    List<AnnotationNode> all = new ArrayList<>(orNone(visible));
    all.addAll(orNone(invisible));
    List<String> names = new ArrayList<>();
    for (AnnotationNode annotation : all) {
      names.add(dots(annotation.desc.substring(1, annotation.desc.length() - 1)));
    }
    return Collections.unmodifiableList(names);
  }

  private static @Nullable String firstOf(AnnotationNode servlet) {
    for (int i = 0; servlet.values != null && i + 1 < servlet.values.size(); i += 2) {
      boolean isUrl = String.valueOf(servlet.values.get(i)).matches("value|urlPatterns");
      if (isUrl && servlet.values.get(i + 1) instanceof List) {
        List<?> patterns = (List<?>) servlet.values.get(i + 1);
        return patterns.isEmpty() ? null : String.valueOf(patterns.get(0));
      }
    }
    return null;
  }

  private static List<AnnotationNode> orNone(@Nullable List<AnnotationNode> annotations) {
    return annotations == null ? Collections.<AnnotationNode>emptyList() : annotations;
  }

  private static boolean isNumbered(String name) {
    return name.matches(".*\\$\\d+[^$]*");
  }

  private static List<String> dots(@Nullable List<String> names) {
    List<String> dotted = new ArrayList<>();
    if (names != null) {
      for (String name : names) {
        dotted.add(dots(name));
      }
    }
    return Collections.unmodifiableList(dotted);
  }

  private static String dots(String name) {
    return name.replace('/', '.');
  }
}
