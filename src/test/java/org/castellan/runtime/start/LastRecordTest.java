package org.castellan.runtime.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Promise 7: what is undeployed is gone. */
class LastRecordTest {

  /** With a component of a type of its own, which is what Java keeps. */
  record Outer(Inner inner) {}

  record Inner(String text) {}

  @Test
  void itsClassLoaderCanGo() throws Exception {
    var loader = new WeakReference<>(usedInALoaderOfItsOwn());
    LastRecord.forget();
    await()
        .until(
            () -> {
              System.gc();
              return loader.get() == null;
            });
  }

  private static ClassLoader usedInALoaderOfItsOwn() throws ReflectiveOperationException {
    var loader = new Copies();
    Class<?> inner = loader.loadClass(Inner.class.getName());
    Class<?> outer = loader.loadClass(Outer.class.getName());
    assertThat(outer).isNotEqualTo(Outer.class);
    Object one = made(outer, inner, made(inner, String.class, "x"));
    Object other = made(outer, inner, made(inner, String.class, "x"));
    assertThat(one.equals(other)).isTrue();
    assertThat(one.hashCode()).isEqualTo(other.hashCode());
    assertThat(one.toString()).isEqualTo("Outer[inner=Inner[text=x]]");
    return loader;
  }

  private static Object made(Class<?> type, Class<?> component, Object value)
      throws ReflectiveOperationException {
    var constructor = type.getDeclaredConstructor(component);
    constructor.setAccessible(true);
    return constructor.newInstance(value);
  }

  /** Has classes of its own from the same files, as a WAR that is deployed again has. */
  private static final class Copies extends ClassLoader {

    Copies() {
      super(LastRecordTest.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (!name.startsWith(LastRecordTest.class.getName())) {
        return super.loadClass(name, resolve);
      }
      Class<?> loaded = findLoadedClass(name);
      return loaded == null ? copy(name) : loaded;
    }

    private Class<?> copy(String name) throws ClassNotFoundException {
      try (InputStream file = getResourceAsStream(name.replace('.', '/') + ".class")) {
        byte[] bytes = Objects.requireNonNull(file).readAllBytes();
        return defineClass(name, bytes, 0, bytes.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }
  }
}
