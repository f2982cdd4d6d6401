package dev.offstage.durable.testing;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.support.ParameterDeclarations;

final class NamedDatabases implements ArgumentsProvider {
  @Override
  public Stream<? extends Arguments> provideArguments(
      ParameterDeclarations parameters, ExtensionContext context) {
    String named = System.getProperty("databases", "");
    return (named.isEmpty()
            ? Stream.of(Database.values())
            : Arrays.stream(named.split(",")).map(Database::valueOf))
        .map(Arguments::of);
  }
}
