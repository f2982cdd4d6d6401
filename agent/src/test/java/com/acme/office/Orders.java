package com.acme.office;

import dev.offstage.agent.advise.Slow;
import org.springframework.transaction.annotation.Transactional;

/** Work in transactions, by annotation, by XML and by hand. */
public class Orders {
  /** What the application calls its transactions. */
  @Transactional
  @interface Booked {}

  private final Notes notes = new Notes();

  @Transactional
  void place(String order) {
    notes.write(order);
  }

  @Booked
  void book(String order) {
    Slow.work("Orders#book", 20);
  }

  /** See beans.xml. */
  void declared(String order) {
    Slow.work("Orders#declared", 20);
  }

  void byHand(String order) {
    begin();
    store(order);
    commit();
  }

  void store(String order) {
    Slow.work("Orders#store", 20);
  }

  void inTemplate(String order) {
    doInTx(() -> keep(order));
  }

  void inForeignTemplate(Runnable work) {
    doInTx(work);
  }

  private void doInTx(Runnable work) {
    begin();
    work.run();
    commit();
  }

  void keep(String order) {
    Slow.work("Orders#keep", 20);
  }

  private void begin() {}

  private void commit() {}

  /** Knows nothing of transactions, and is called in one. */
  static class Notes {
    void write(String text) {
      Slow.work("Notes#write", 20);
    }
  }
}
