/**
 * The Regions in member states of the European Union, as of November 2026. That is not all of Europe: London (eu-west-2) is in the United
 * Kingdom and Zurich (eu-central-2) in Switzerland, which are no members.
 *
 * @see https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html
 */
export const EU_REGIONS: readonly string[] = [
  'eu-central-1', // Frankfurt, Germany
  'eu-west-1', // Ireland
  'eu-west-3', // Paris, France
  'eu-north-1', // Stockholm, Sweden
  'eu-south-1', // Milan, Italy
  'eu-south-2', // Spain
  'eusc-de-east-1', // AWS European Sovereign Cloud, Brandenburg, Germany
];
