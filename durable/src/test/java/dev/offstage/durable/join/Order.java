package dev.offstage.durable.join;

import javax.persistence.Entity;
import javax.persistence.Id;
import javax.persistence.Table;

/** What an application keeps by JPA. */
@Entity
@Table(name = "orders")
public class Order {
  @Id private String id;

  protected Order() {}

  Order(String id) {
    this.id = id;
  }

  String id() {
    return id;
  }
}
