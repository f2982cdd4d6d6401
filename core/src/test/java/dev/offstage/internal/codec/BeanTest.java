package dev.offstage.internal.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BeanTest {
  private final Shapes shapes = new Shapes();
  private final Shape mails = shapes.of("mail", Mail.class);
  private final Shape trees = shapes.of("tree", Mail.Tree.class);

  @Test
  void a_bean_comes_back_with_the_fields_of_its_superclasses() {
    Mail mail = new Mail("hello");
    mail.id(Long.MAX_VALUE);
    mail.headers.put("To", null);
    mail.priority = Mail.Priority.HIGH;
    Mail.Attachment attachment = new Mail.Attachment();
    attachment.bytes = new byte[] {1, 2};
    mail.attachments = Arrays.asList(attachment, null);
    mail.draft.append(" of mine");

    Mail back = (Mail) mails.fromData(mails.toData(mail));

    assertThat(back).usingRecursiveComparison().ignoringFields("draft").isEqualTo(mail);
    assertThat(back.id()).isEqualTo(Long.MAX_VALUE);
    assertThat(back.draft).as("transient").hasToString("draft");
  }

  @Test
  void a_field_that_is_missing_has_its_default() {
    Mail back = (Mail) mails.fromData(Collections.emptyMap());

    assertThat(back.subject()).isEqualTo("no subject");
    assertThat(back.id()).isEqualTo(-1);
    assertThat(back.attachments).isEmpty();
  }

  @Test
  void a_field_that_is_null_is_null() {
    Mail back = (Mail) mails.fromData(Collections.singletonMap("subject", null));

    assertThat(back.subject()).isNull();
  }

  @Test
  void a_field_that_nobody_knows_is_ignored() {
    Map<String, Object> data = new HashMap<>();
    data.put("@class", "java.lang.ProcessBuilder");
    data.put("draft", "transient");
    data.put("made", 7);
    data.put("subject", "hello");
    int made = Mail.made;

    Mail back = (Mail) mails.fromData(data);

    assertThat(back.subject()).isEqualTo("hello");
    assertThat(back.draft).hasToString("draft");
    assertThat(Mail.made).as("static").isEqualTo(made + 1);
  }

  @Test
  void a_subclass_is_refused_because_it_would_come_back_as_another() {
    Shape shape = shapes.of(Mail.SubjectOnly.class);

    assertThatThrownBy(() -> shape.toData("mail", new Mail.Special()))
        .isInstanceOf(NotStorableException.class)
        .hasMessage(
            "mail: a dev.offstage.internal.codec.Mail$Special where the signature says"
                + " dev.offstage.internal.codec.Mail$SubjectOnly; a subclass would not come back as"
                + " one");
  }

  @Test
  void an_element_of_another_type_is_refused_with_its_path() {
    @SuppressWarnings({"unchecked", "rawtypes"})
    Map<String, String> headers = (Map) Collections.singletonMap("To", 5);
    Mail mail = new Mail("hello");
    mail.headers = headers;

    assertThatThrownBy(() -> mails.toData("mail", mail))
        .isInstanceOf(NotStorableException.class)
        .hasMessage(
            "mail.headers{To}: a java.lang.Integer where the signature says java.lang.String");
  }

  @Test
  void a_tree_comes_back() {
    Mail.Tree tree = Mail.Tree.of("root");
    tree.children.add(Mail.Tree.of("child"));
    tree.left = Mail.Tree.of("left");
    tree.left.right = Mail.Tree.of("right");

    assertThat(trees.fromData(trees.toData(tree))).isEqualTo(tree);
  }

  @Test
  void a_value_is_32_levels_deep_at_most() {
    Mail.Tree deepest = chain(32 - 1);

    assertThat(trees.fromData(trees.toData(deepest))).isEqualTo(deepest);
    assertThatThrownBy(() -> trees.toData("tree", chain(32)))
        .isInstanceOf(NotStorableException.class)
        .hasMessageStartingWith("tree.left.left.left.")
        .hasMessageEndingWith(": is more than 32 levels deep, or contains itself; allowed: 32");
  }

  /** Each has an empty list of children, which is one level more. */
  private static Mail.Tree chain(int length) {
    Mail.Tree tree = Mail.Tree.of("leaf");
    for (int i = 1; i < length; i++) {
      Mail.Tree parent = Mail.Tree.of("node");
      parent.left = tree;
      tree = parent;
    }
    return tree;
  }

  @Test
  void a_value_that_contains_itself_is_refused() {
    Mail.Tree tree = Mail.Tree.of("root");
    tree.children.add(tree);

    assertThatThrownBy(() -> trees.toData("tree", tree))
        .isInstanceOf(NotStorableException.class)
        .hasMessageContaining("contains itself");
  }

  /** 2 to the power of 30 nodes as data, from 30 objects. */
  @Test
  void a_value_that_shares_its_parts_is_refused_before_memory_ends() {
    Mail.Tree tree = Mail.Tree.of("leaf");
    for (int i = 0; i < 29; i++) {
      Mail.Tree parent = Mail.Tree.of("node");
      parent.left = tree;
      parent.right = tree;
      tree = parent;
    }
    Mail.Tree root = tree;

    assertThatThrownBy(() -> trees.toData("tree", root))
        .isInstanceOf(NotStorableException.class)
        .hasMessageEndingWith("consists of too many values; allowed: 1000000");
  }

  @Test
  void data_that_is_too_deep_is_refused() {
    Map<String, Object> data = new LinkedHashMap<>();
    for (int i = 0; i < 32; i++) {
      data = new LinkedHashMap<>(Collections.singletonMap("left", data));
    }
    Map<String, Object> tooDeep = data;

    assertThatThrownBy(() -> trees.fromData("tree", tooDeep))
        .isInstanceOf(UndecodableException.class)
        .hasMessageContaining("tree.left.left.")
        .hasMessageEndingWith("is more than 32 levels deep; allowed: 32");
  }

  static final class Picky {
    String name = "";

    Picky() {
      throw new IllegalStateException("not\ntoday");
    }
  }

  @Test
  void a_constructor_that_throws_makes_the_data_undecodable() {
    Shape shape = shapes.of(Picky.class);

    assertThatThrownBy(() -> shape.fromData("picky", Collections.emptyMap()))
        .isInstanceOf(UndecodableException.class)
        .hasMessage(
            "picky: the constructor of dev.offstage.internal.codec.BeanTest$Picky threw"
                + " java.lang.IllegalStateException: not\\ntoday");
  }

  @Test
  void a_collection_that_cannot_be_read_is_refused_with_its_path() {
    Mail mail = new Mail("hello");
    mail.headers =
        new HashMap<String, String>() {
          private static final long serialVersionUID = 1;

          @Override
          public java.util.Set<Entry<String, String>> entrySet() {
            throw new IllegalStateException("no session");
          }
        };

    assertThatThrownBy(() -> mails.toData("mail", mail))
        .isInstanceOf(NotStorableException.class)
        .hasMessage("mail.headers: cannot be read: java.lang.IllegalStateException: no session");
  }

  enum Broken {
    ONE;

    static {
      if (ONE.ordinal() == 0) {
        throw new IllegalStateException("no configuration");
      }
    }
  }

  @Test
  void an_enum_that_cannot_be_initialized_makes_the_data_undecodable() {
    Shape shape = shapes.of(Broken.class);

    assertThatThrownBy(() -> shape.fromData("broken", "ONE"))
        .isInstanceOf(UndecodableException.class)
        .hasMessageStartingWith("broken: cannot be restored: java.lang.");
  }

  static final class Keyed {
    String key = "";

    @Override
    public boolean equals(Object other) {
      return other instanceof Keyed && key.equals(((Keyed) other).key);
    }

    @Override
    public int hashCode() {
      return key.hashCode();
    }
  }

  @Test
  void a_key_that_cannot_be_hashed_makes_the_data_undecodable() {
    Shape shape = shapes.of(new TypeOf<java.util.Set<Keyed>>() {}.type());

    assertThatThrownBy(
            () ->
                shape.fromData(
                    "keys", Collections.singletonList(Collections.singletonMap("key", null))))
        .isInstanceOf(UndecodableException.class)
        .hasMessageStartingWith("keys[0]: cannot be restored: java.lang.NullPointerException");
  }
}
