package dev.offstage.servlet.http;

/** How clients of one kind expect to be told of an error. */
public interface ProblemFormat {
  ProblemFormat RFC_9457 =
      new ProblemFormat() {
        @Override
        public String contentType() {
          return "application/problem+json";
        }

        @Override
        public Json body(Problem problem) {
          return problem.toJson();
        }
      };

  String contentType();

  Json body(Problem problem);
}
