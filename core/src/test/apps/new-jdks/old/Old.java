import java.util.concurrent.Future;

/** As our Task was: written for Java 8, where no future has a method of this name. */
interface Old extends Future<Integer> {
  String state();
}
