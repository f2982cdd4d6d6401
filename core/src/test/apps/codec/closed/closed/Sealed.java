package closed;

public class Sealed {
  private String name = "";

  public String name() {
    return name;
  }
}
