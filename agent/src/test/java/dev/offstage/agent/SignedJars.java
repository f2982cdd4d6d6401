package dev.offstage.agent;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Signs jars with the tools of the JDK that runs the test. */
public final class SignedJars {
  private SignedJars() {}

  /** Signs the jar in its place. */
  public static void sign(File jar) throws Exception {
    File keys = new File(jar.getPath() + ".keys");
    List<String> store =
        Arrays.asList(
            "-keystore", keys.getPath(), "-storepass", "changeit", "-storetype", "PKCS12");
    run(
        "keytool",
        store,
        "-genkeypair",
        "-keyalg",
        "RSA",
        "-alias",
        "shop",
        "-dname",
        "CN=shop",
        "-keypass",
        "changeit");
    run("jarsigner", store, jar.getPath(), "shop");
    Files.delete(keys.toPath());
  }

  /** The same jar with another content of one entry, so that its signature is broken. */
  public static File changed(File jar, String path, byte[] content) throws IOException {
    Path changed = new File(jar.getPath() + "-changed.jar").toPath();
    try (ZipFile signed = new ZipFile(jar);
        OutputStream file = Files.newOutputStream(changed);
        JarOutputStream out = new JarOutputStream(file)) {
      for (ZipEntry entry : Collections.list(signed.entries())) {
        out.putNextEntry(new JarEntry(entry.getName()));
        out.write(entry.getName().equals(path) ? content : all(signed.getInputStream(entry)));
        out.closeEntry();
      }
    }
    return changed.toFile();
  }

  private static byte[] all(InputStream in) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int b = in.read(); b >= 0; b = in.read()) {
      bytes.write(b);
    }
    return bytes.toByteArray();
  }

  private static void run(String tool, List<String> store, String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(tool(tool).getPath());
    command.addAll(store);
    command.addAll(Arrays.asList(arguments));
    Jvm tooled = Jvm.run(command, Collections.emptyMap());
    if (tooled.exitCode != 0) {
      throw new IllegalStateException(tool + ": " + tooled.out + tooled.err);
    }
  }

  /** On JDK 8 the home is that of the JRE. */
  private static File tool(String name) {
    File home = new File(System.getProperty("java.home"));
    File here = new File(home, "bin/" + name);
    return here.exists() ? here : new File(home.getParentFile(), "bin/" + name);
  }
}
