package org.castellan.web;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.GenericType;
import java.lang.annotation.Annotation;
import java.lang.reflect.Field;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.stream.Stream;
import org.glassfish.hk2.api.ActiveDescriptor;
import org.glassfish.hk2.api.Context;
import org.glassfish.hk2.api.ServiceHandle;
import org.glassfish.jersey.internal.inject.AbstractBinder;
import org.jboss.weld.environment.se.WeldContainer;

/**
 * Jersey's own injection meets CDI's scope and fields on our classes here; a server's integration
 * knows them.
 */
@Singleton
public final class DependentInJersey implements Context<Dependent> {

  /**
   * What Jersey has to know of CDI.
   *
   * @param components the resources and providers that are registered
   */
  public static AbstractBinder binder(WeldContainer beans, Collection<Class<?>> components) {
    return new AbstractBinder() {
      @Override
      protected void configure() {
        bind(new DependentInJersey()).to(new GenericType<Context<Dependent>>() {});
        injected(components).forEach(type -> bind(beans.select(type).get()).to((Type) type));
      }
    };
  }

  /** What their fields want of CDI. */
  private static Stream<Class<?>> injected(Collection<Class<?>> components) {
    return components.stream()
        .flatMap(type -> Stream.of(type.getDeclaredFields()))
        .filter(field -> field.isAnnotationPresent(Inject.class))
        .<Class<?>>map(Field::getType)
        .distinct();
  }

  @Override
  public Class<? extends Annotation> getScope() {
    return Dependent.class;
  }

  @Override
  public <U> U findOrCreate(ActiveDescriptor<U> descriptor, ServiceHandle<?> root) {
    return descriptor.create(root);
  }

  @Override
  public boolean containsKey(ActiveDescriptor<?> descriptor) {
    return false;
  }

  @Override
  public void destroyOne(ActiveDescriptor<?> descriptor) {}

  @Override
  public boolean supportsNullCreation() {
    return false;
  }

  @Override
  public boolean isActive() {
    return true;
  }

  @Override
  public void shutdown() {}
}
