package org.castellan.web;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What a server finds by scanning the application. */
final class ApiClasses {

  private static final String APPLICATION = "org/castellan";

  private ApiClasses() {}

  static List<Class<?>> resources() {
    return annotated(jakarta.ws.rs.Path.class);
  }

  static List<Class<?>> providers() {
    return annotated(Provider.class);
  }

  /** Every method that answers requests. */
  static Stream<Method> methods() {
    return resources().stream().flatMap(ApiClasses::methodsOf);
  }

  private static Stream<Method> methodsOf(Class<?> resource) {
    return Stream.of(resource.getMethods()).filter(method -> verb(method).isPresent());
  }

  static Optional<String> verb(Method method) {
    return Stream.of(method.getAnnotations())
        .flatMap(
            annotation ->
                Stream.ofNullable(annotation.annotationType().getAnnotation(HttpMethod.class)))
        .map(HttpMethod::value)
        .findFirst();
  }

  /** As in the OpenAPI document. */
  static String path(Method method) {
    var own = method.getAnnotation(jakarta.ws.rs.Path.class);
    String root = method.getDeclaringClass().getAnnotation(jakarta.ws.rs.Path.class).value();
    return "/" + root + (own == null ? "" : "/" + own.value());
  }

  private static List<Class<?>> annotated(Class<? extends Annotation> annotation) {
    return all().filter(type -> type.isAnnotationPresent(annotation)).toList();
  }

  private static Stream<Class<?>> all() {
    try {
      Path root =
          Path.of(
              CastellanApplication.class
                  .getProtectionDomain()
                  .getCodeSource()
                  .getLocation()
                  .toURI());
      try (var files = Files.walk(root.resolve(APPLICATION))) {
        return files
            .map(file -> root.relativize(file).toString())
            .filter(name -> name.endsWith(".class") && !name.endsWith("package-info.class"))
            .toList()
            .stream()
            .map(ApiClasses::load);
      }
    } catch (IOException | URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Class<?> load(String file) {
    try {
      String name = file.replace('/', '.').replaceFirst("\\.class$", "");
      return Class.forName(name, false, ApiClasses.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }
}
