package dev.offstage.internal.codec;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A bean as applications have them. */
class Mail extends Numbered {
  static int made;

  private String subject = "no subject";
  List<Attachment> attachments = new ArrayList<>();
  Map<String, String> headers = new HashMap<>();
  Priority priority = Priority.NORMAL;
  transient StringBuilder draft = new StringBuilder("draft");

  private Mail() {
    made++;
  }

  Mail(String subject) {
    this.subject = subject;
  }

  String subject() {
    return subject;
  }

  enum Priority {
    LOW,
    NORMAL,
    HIGH {
      @Override
      public String toString() {
        return "very urgent";
      }
    }
  }

  static final class Attachment {
    String name = "";
    byte[] bytes = {};
    BigDecimal price = BigDecimal.ONE;
  }

  /** A bean that may hold others of its type. */
  static final class Tree {
    String name = "";
    List<Tree> children = new ArrayList<>();
    Tree left;
    Tree right;

    static Tree of(String name) {
      Tree tree = new Tree();
      tree.name = name;
      return tree;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Tree
          && name.equals(((Tree) other).name)
          && children.equals(((Tree) other).children)
          && Objects.equals(left, ((Tree) other).left)
          && Objects.equals(right, ((Tree) other).right);
    }

    @Override
    public int hashCode() {
      return name.hashCode();
    }

    @Override
    public String toString() {
      return name + children + left + right;
    }
  }

  static final class Special extends SubjectOnly {}

  static class SubjectOnly {
    String subject = "";
  }
}
