package dev.offstage.agent;

import dev.offstage.internal.agent.AgentLink;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/** The classes of a package with a call of {@link Fault#at} at the head of every method. */
final class Faulty {
  /** Those that have the call, by class, name and descriptor. */
  static final Set<String> METHODS = new HashSet<>();

  private static final String FAULT = Type.getInternalName(Fault.class);

  private static final String SPRING = "org/springframework/";

  /** The agent, without what runs on the command line or on request only. */
  static final Map<String, byte[]> AGENT =
      changed(
          classes(
              OffstageAgent.class,
              "dev/offstage/agent/",
              "cli/",
              "advise/",
              "bytebuddy/",
              "asm/",
              "exchange/",
              "Command",
              "OtherRelease$",
              "JvmRules"));

  /** The library; changed is what the woven code and the agent call. */
  static final Map<String, byte[]> LIBRARY = classes(AgentLink.class, "dev/offstage/");

  /** The fixtures, some of them as an old compiler would have written them. */
  static final Map<String, byte[]> APP = classes(Faulty.class, "dev/offstage/agent/app/");

  static {
    for (String folder :
        Arrays.asList("org/aopalliance/", SPRING + "aop/", SPRING + "transaction/")) {
      APP.putAll(classes(Faulty.class, folder));
    }
    LIBRARY.putAll(changed(classes(AgentLink.class, "dev/offstage/internal/agent/")));
    APP.replaceAll(
        (name, classFile) ->
            name.endsWith(".PlainPost") ? ClassFiles.withMajorVersion(classFile, 49) : classFile);
    APP.replaceAll(
        (name, classFile) -> name.endsWith(".Stall$Large") ? padded(classFile) : classFile);
  }

  private Faulty() {}

  private static Map<String, byte[]> classes(Class<?> one, String folder, String... except) {
    Map<String, byte[]> found = new LinkedHashMap<>();
    try {
      File place = new File(one.getProtectionDomain().getCodeSource().getLocation().toURI());
      for (String path : paths(place)) {
        String rest = path.startsWith(folder) ? path.substring(folder.length()) : "";
        if (rest.endsWith(".class") && Arrays.stream(except).noneMatch(rest::startsWith)) {
          String name = path.substring(0, path.length() - ".class".length()).replace('/', '.');
          found.put(name, ClassFiles.of(one.getClassLoader(), name));
        }
      }
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
    return found;
  }

  private static List<String> paths(File place) throws Exception {
    List<String> paths = new ArrayList<>();
    if (place.isDirectory()) {
      Path top = place.toPath();
      try (Stream<Path> all = Files.walk(top)) {
        all.forEach(path -> paths.add(top.relativize(path).toString().replace('\\', '/')));
      }
    } else {
      try (JarFile jar = new JarFile(place)) {
        for (JarEntry entry : Collections.list(jar.entries())) {
          paths.add(entry.getName());
        }
      }
    }
    return paths;
  }

  private static Map<String, byte[]> changed(Map<String, byte[]> classes) {
    classes.replaceAll((name, classFile) -> change(classFile));
    return classes;
  }

  /** Methods so large that only the smallest call leaves them to HotSpot's compiler. */
  private static byte[] padded(byte[] classFile) {
    ClassReader reader = new ClassReader(classFile);
    ClassWriter writer = new ClassWriter(reader, 0);
    reader.accept(
        new ClassVisitor(Opcodes.ASM9, writer) {
          @Override
          public MethodVisitor visitMethod(
              int access, String name, String descriptor, String signature, String[] exceptions) {
            MethodVisitor method =
                super.visitMethod(access, name, descriptor, signature, exceptions);
            return new MethodVisitor(Opcodes.ASM9, method) {
              @Override
              public void visitCode() {
                super.visitCode();
                for (int i = 0; i < 7920 && !name.equals("<init>"); i++) {
                  visitInsn(Opcodes.NOP);
                }
              }
            };
          }
        },
        0);
    return writer.toByteArray();
  }

  private static byte[] change(byte[] classFile) {
    ClassReader reader = new ClassReader(classFile);
    ClassWriter writer = new ClassWriter(reader, 0);
    String type = reader.getClassName().substring(reader.getClassName().lastIndexOf('/') + 1);
    reader.accept(
        new ClassVisitor(Opcodes.ASM9, writer) {
          @Override
          public MethodVisitor visitMethod(
              int access, String name, String descriptor, String signature, String[] exceptions) {
            MethodVisitor method =
                super.visitMethod(access, name, descriptor, signature, exceptions);
            // Of this one only a copy runs, in the application: two instructions after the call.
            boolean copied =
                (type.startsWith("RedirectAdvice") || type.equals("SurroundingAdvice"))
                    && !name.equals("enter");
            boolean hasBody = (access & (Opcodes.ACC_ABSTRACT | Opcodes.ACC_NATIVE)) == 0;
            // That of a class with nothing but static methods is never called.
            boolean unused =
                name.equals("<init>")
                    && descriptor.equals("()V")
                    && (access & Opcodes.ACC_PRIVATE) != 0;
            if (copied || unused || !hasBody) {
              return method;
            }
            METHODS.add(type + "." + name + descriptor);
            return new Changer(method, type + "." + name + descriptor);
          }
        },
        0);
    return writer.toByteArray();
  }

  private static final class Changer extends MethodVisitor {
    private final String id;

    Changer(MethodVisitor method, String id) {
      super(Opcodes.ASM9, method);
      this.id = id;
    }

    @Override
    public void visitCode() {
      super.visitCode();
      visitLdcInsn(id);
      super.visitMethodInsn(Opcodes.INVOKESTATIC, FAULT, "at", "(Ljava/lang/String;)V", false);
    }

    @Override
    public void visitMethodInsn(
        int opcode, String owner, String name, String descriptor, boolean ofInterface) {
      if (name.equals("getSystemClassLoader")) {
        super.visitMethodInsn(opcode, FAULT, "agent", descriptor, false);
      } else if (name.equals("getPlatformMBeanServer")) {
        super.visitMethodInsn(opcode, FAULT, "server", descriptor, false);
      } else {
        super.visitMethodInsn(opcode, owner, name, descriptor, ofInterface);
      }
    }

    @Override
    public void visitMaxs(int stack, int locals) {
      super.visitMaxs(Math.max(stack, 1), locals);
    }
  }
}
