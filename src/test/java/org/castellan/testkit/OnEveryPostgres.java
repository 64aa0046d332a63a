package org.castellan.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Leans on PostgreSQL: {@code mvn -Ppostgres-versions} runs it on each version. */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Tag("postgres")
@ExtendWith(OnEveryPostgres.Guard.class)
public @interface OnEveryPostgres {

  /** That the version is the one whose column the result goes to. */
  final class Guard implements BeforeAllCallback {
    @Override
    public void beforeAll(ExtensionContext context) {
      PostgresBinaries.version()
          .ifPresent(version -> assertThat(version).isEqualTo(TestDatabase.version() + ".0"));
    }
  }
}
