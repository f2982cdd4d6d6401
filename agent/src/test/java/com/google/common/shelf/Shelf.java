package com.google.common.shelf;

/** Stands for a library's: a cache, a document, and something that belongs to a thread. */
public final class Shelf {
  private String last = "";

  public void put(String book) {
    last = book;
  }

  public String get() {
    return last;
  }

  public void saveAs(String path) {
    last = path;
  }

  public static Shelf current() {
    return new Shelf();
  }
}
