package dev.offstage.agent.weave;

import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.Handle;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.utility.OpenedClassReader;
import org.jspecify.annotations.Nullable;

/**
 * Recognizes classes whose build has written the redirections into them. Looks at the code: the
 * bridge's name alone proves nothing, since a JVM that has lost the original of a class makes one
 * up from what it has, with names in it that nothing uses any more.
 */
public final class Woven {
  private static final byte[] BRIDGE = ClassBytes.bytes(HandOverCall.BRIDGE);

  private Woven() {}

  /** Whether a method of the class calls the bridge. */
  public static boolean isWoven(byte[] classFile) {
    if (!ClassBytes.contains(classFile, BRIDGE)) {
      return false;
    }
    Finder finder = new Finder();
    OpenedClassReader.of(classFile).accept(finder, 0);
    return finder.found;
  }

  private static final class Finder extends ClassVisitor {
    boolean found;

    Finder() {
      super(OpenedClassReader.ASM_API);
    }

    @Override
    public MethodVisitor visitMethod(
        int access,
        String name,
        String descriptor,
        @Nullable String signature,
        String @Nullable [] exceptions) {
      return new MethodVisitor(OpenedClassReader.ASM_API) {
        @Override
        public void visitInvokeDynamicInsn(
            String site, String type, Handle bootstrap, Object... arguments) {
          found |= bootstrap.getOwner().equals(HandOverCall.BRIDGE);
        }

        @Override
        public void visitMethodInsn(
            int opcode, String owner, String method, String type, boolean isInterface) {
          found |= opcode == Opcodes.INVOKESTATIC && owner.equals(HandOverCall.BRIDGE);
        }
      };
    }
  }
}
