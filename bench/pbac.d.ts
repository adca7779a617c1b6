declare module 'pbac' {
  class PBAC {
    constructor(policies: unknown, options?: { validatePolicies?: boolean; validateSchema?: boolean });
    evaluate(request: { action: string; resource: string; principal: object; context: object }): boolean;
  }
  export = PBAC;
}
