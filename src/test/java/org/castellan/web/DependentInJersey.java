package org.castellan.web;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.GenericType;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
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
final class DependentInJersey implements Context<Dependent> {

  static AbstractBinder binder(WeldContainer beans) {
    return new AbstractBinder() {
      @Override
      protected void configure() {
        bind(new DependentInJersey()).to(new GenericType<Context<Dependent>>() {});
        ApiClasses.injected().forEach(type -> bind(beans.select(type).get()).to((Type) type));
      }
    };
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
