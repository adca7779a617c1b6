import type { PolicyViolation } from 'aws-cdk-lib';

/** Violations that cdk-nag's own list cannot hold: what nobody may acknowledge, and what only informs. One for each name and description. */
export class OwnViolations {
  private readonly byText = new Map<string, PolicyViolation>();

  add(ruleName: string, description: string, severity: string, constructPath: string): void {
    const key = `${ruleName}\n${description}`;
    const violation = this.byText.get(key) ?? { ruleName, description, severity, violatingResources: [] };
    violation.violatingResources.push({ constructPath, locations: ['Properties'] });
    this.byText.set(key, violation);
  }

  list(): readonly PolicyViolation[] {
    return [...this.byText.values()];
  }
}
