package com.acme.office;

import dev.offstage.agent.advise.Slow;

/** What a page calls. */
public class Desk {
  public void stamp(String paper) {
    Slow.work("Desk#stamp", 20);
  }

  public boolean sign(String paper) {
    Slow.work("Desk#sign", 20);
    return !paper.isEmpty();
  }

  public int file(String paper) {
    Slow.work("Desk#file", 20);
    return paper.length();
  }

  /** See page.jsp, which no server has compiled yet. */
  public int weigh(String paper) {
    Slow.work("Desk#weigh", 20);
    return paper.length();
  }

  /** Nobody calls it while somebody watches. */
  public int fileTwice(String paper) {
    return file(paper) + file(paper);
  }
}
