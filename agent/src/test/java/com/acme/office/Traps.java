package com.acme.office;

import com.google.common.shelf.Shelf;
import dev.offstage.agent.advise.Slow;
import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.imageio.ImageIO;

/** Slow methods that look harmless and are not. */
public class Traps {
  static final int[] COUNTS = new int[1];
  static final Map<Thread, String> USERS = new ConcurrentHashMap<>();

  private final Shelf shelf = new Shelf();
  private final Shelf books = new Shelf();

  /** The path is a value, and no class of files is named but in types. */
  static void draw(File to) {
    Slow.work("Traps#draw", 20);
    try {
      ImageIO.write(new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB), "png", to);
    } catch (IOException e) {
      e.printStackTrace();
    }
  }

  static void convert(String path) {
    Slow.work("Traps#convert", 20);
    if (path.isEmpty()) {
      start(path);
    }
  }

  private static void start(String path) {
    try {
      new ProcessBuilder("convert", path).start().waitFor();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  void print(String path) {
    Slow.work("Traps#print", 20);
    books.saveAs(path);
  }

  void remember(String book) {
    Slow.work("Traps#remember", 20);
    shelf.put(book);
  }

  String remembered() {
    return shelf.get();
  }

  static void ofThread() {
    Slow.work("Traps#ofThread", 20);
    Shelf.current();
  }

  static void count() {
    Slow.work("Traps#count", 20);
    COUNTS[0]++;
  }

  static void greet() {
    Slow.work("Traps#greet", 20);
    USERS.get(Thread.currentThread());
  }

  static void configure(String value) {
    Slow.work("Traps#configure", 20);
    System.setProperty("com.acme.office", value);
  }

  static void ofOptional(Optional<StringBuilder> text) {
    Slow.work("Traps#ofOptional", 20);
  }

  static void charge(String card) throws IOException {
    Slow.work("Traps#charge", 20);
    if (card.isEmpty()) {
      throw new IOException("declined");
    }
  }

  /** The order is shipped only if the card is charged. */
  static boolean order(String card) {
    try {
      charge(card);
    } catch (IOException e) {
      return false;
    }
    return true;
  }

  static void tell(String whom) throws IOException {
    Slow.work("Traps#tell", 20);
    if (whom.isEmpty()) {
      throw new IOException("unknown");
    }
  }

  /** Nobody misses the failure. */
  static void tellSomebody() {
    try {
      tell("somebody");
    } catch (IOException e) {
      System.err.println("not told: " + e.getMessage());
    }
  }

  /** Throws it on. */
  static void tellAnother() {
    try {
      tell("another");
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
