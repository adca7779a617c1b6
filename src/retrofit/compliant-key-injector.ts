import { type InjectionContext, type IPropertyInjector, RemovalPolicy } from 'aws-cdk-lib';
import * as kms from 'aws-cdk-lib/aws-kms';
import { refuse } from './refuse';

/**
 * Has every symmetric `new kms.Key(...)` below a scope rotate, and stay when its stack goes. Keys that cannot rotate (asymmetric and HMAC keys) are
 * left as they are. A key that is told not to rotate, to be disabled or to go with its stack is an error.
 *
 * ```ts
 * PropertyInjectors.of(app).add(new CompliantKeyInjector());
 * ```
 */
export class CompliantKeyInjector implements IPropertyInjector {
  /** The class whose properties are injected. */
  public readonly constructUniqueId: string = kms.Key.PROPERTY_INJECTION_ID;

  /** The properties of a key, with those that it must have. */
  public inject(originalProps: any, context: InjectionContext): any {
    const given = (originalProps ?? {}) as kms.KeyProps;
    const symmetric = (given.keySpec ?? kms.KeySpec.SYMMETRIC_DEFAULT) === kms.KeySpec.SYMMETRIC_DEFAULT
      && (given.keyUsage ?? kms.KeyUsage.ENCRYPT_DECRYPT) === kms.KeyUsage.ENCRYPT_DECRYPT;
    if (!symmetric) return originalProps as unknown;
    const path = `${context.scope.node.path}/${context.id}`;
    if (given.enableKeyRotation === false) {
      refuse(path, '\'enableKeyRotation\' is false',
        'leave it out: what was encrypted before a rotation stays readable');
    }
    if (given.enabled === false) refuse(path, '\'enabled\' is false, and what it encrypts cannot be read', 'leave it out');
    if (given.removalPolicy === RemovalPolicy.DESTROY) {
      refuse(path, '\'removalPolicy\' is RemovalPolicy.DESTROY, and what it encrypts could never be read again',
        'leave it out, or pass RemovalPolicy.RETAIN; where another construct makes the key, pass it one of yours');
    }
    return { ...given, enableKeyRotation: true, removalPolicy: given.removalPolicy ?? RemovalPolicy.RETAIN };
  }
}
