package dev.offstage.frameworks;

import org.jspecify.annotations.Nullable;

/** The bean of a JSF page, one for each request. */
public class FacesReport {
  private @Nullable String year;
  private @Nullable String gate;
  private String result = "";

  /** The slow action of the form. */
  public void render() throws InterruptedException {
    SlowWork.at(gate);
    result = "faces report of " + year;
  }

  /** For the page. */
  public @Nullable String getYear() {
    return year;
  }

  /** From the form. */
  public void setYear(String year) {
    this.year = year;
  }

  /** For the page. */
  public @Nullable String getGate() {
    return gate;
  }

  /** From the form. */
  public void setGate(String gate) {
    this.gate = gate;
  }

  /** For the page. */
  public String getResult() {
    return result;
  }
}
