/** The programs that write parts of a network: a subnet, a security group, a route table. */
import { type Command, Option } from 'commander';
import { featureIds } from '../knowledge/features.ts';
import { type NsgOptions, nsg } from './commands/nsg.ts';
import { type RoutesOptions, routes } from './commands/routes.ts';
import { type SubnetOptions, subnet } from './commands/subnet.ts';
import { listOf, modes, numberOf, oneOf, skus } from './options.ts';
import type { Context } from './visit.ts';

const forms = ['text', 'json', 'bicep', 'arm', 'cli'];

const exitCodes = 'Exit codes: 0 written, 2 what was asked for is not possible; a sentence says what is.';

/** @param common adds the options that all programs have */
export function addNetworkGenerators(
  program: Command,
  common: (command: Command) => Command,
  context: Context,
  done: (code: number) => void,
): void {
  const service = (command: Command) =>
    command
      .addOption(oneOf('--sku <sku>', 'tier of the service', skus).makeOptionMandatory())
      .addOption(oneOf('--mode <mode>', 'virtual network mode; on PremiumV2, External is outbound integration', modes))
      .addOption(oneOf('--profile <profile>', 'another document or platform than the newest', context.core.profiles))
      .addOption(oneOf('--attachment <kind>', 'of a workspace gateway', ['injection', 'integration']));
  const format = new Option(
    '--format <format>',
    'text and json tell about it; bicep, arm (a JSON template) and cli (Azure CLI) are to deploy',
  )
    .choices(forms)
    .default('text');

  common(service(program.command('subnet').description('plan a subnet: its size, a free block for it, the resource')))
    .addOption(numberOf('--units <number>', 'units of one instance').makeOptionMandatory())
    .addOption(numberOf('--max-units <number>', 'units it may grow to; twice as many unless given'))
    .addOption(numberOf('--instances <number>', 'instances that share the subnet'))
    .addOption(numberOf('--zones <number>', 'availability zones'))
    .addOption(numberOf('--regions <number>', 'regions of the service'))
    .option('--vnet <file>', 'file with the virtual network that it goes into')
    .addOption(listOf('--space <prefixes>', 'address space, where there is no file: 10.0.0.0/16'))
    .addOption(listOf('--used <prefixes>', 'prefixes of it that are taken'))
    .option('--size <size>', 'recommended, smallest, or a prefix length such as /26', 'recommended')
    .option('--prefix <prefix>', 'the block itself, instead of the next free one')
    .option('--name <name>', 'of the subnet; snet-apim, or with a number where that is taken')
    .option('--vnet-name <name>', 'of the virtual network; of several in the file, the one that is meant')
    .option('--nsg <name>', 'security group of the subnet', 'nsg-apim')
    .option('--route-table <name>', 'route table of the subnet; none unless given')
    .option('--forced-tunnelling', 'with the service endpoints that are needed where 0.0.0.0/0 goes to an appliance')
    .addOption(format)
    .addHelpText(
      'after',
      `
The sum follows the newest document of the tier; --profile takes an older one.
The next free block is looked for in the virtual network of --vnet, or in --space, past what --used names.

${exitCodes}

Examples:
  apim-vnet subnet --sku Premium --units 4 --mode Internal
  apim-vnet subnet --sku Premium --units 4 --mode Internal --space 10.0.0.0/16 --used 10.0.0.0/24
  apim-vnet subnet --sku PremiumV2 --units 2 --space 10.0.0.0/16 --vnet-name vnet-hub --format bicep`,
    )
    .action(async (options: SubnetOptions) => done(await subnet(options, context)));

  common(service(program.command('nsg').description('write a network security group')))
    .addOption(
      new Option('--style <style>', 'minimal: what the built-in rules do not let through; strict: deny all else')
        .choices(['minimal', 'strict'])
        .default('minimal'),
    )
    .addOption(listOf('--features <ids>', 'optional features in use', featureIds))
    .addOption(listOf('--dns <addresses>', "DNS servers of one's own"))
    .option('--region <region>', 'region of the group; that of the resource group unless given')
    .option('--name <name>', 'of the group', 'nsg-apim')
    .addOption(format)
    .addHelpText(
      'after',
      `
${exitCodes}

Examples:
  apim-vnet nsg --sku Premium --mode Internal
  apim-vnet nsg --sku Premium --mode External --style strict --features rate-limit,event-hub-logging
  apim-vnet nsg --sku PremiumV2 --style strict --format bicep`,
    )
    .action((options: NsgOptions) => done(nsg(options, context)));

  common(service(program.command('routes').description('write a route table')))
    .option('--appliance <address>', 'private address of the appliance that 0.0.0.0/0 goes to')
    .addOption(listOf('--clients <ranges>', 'External mode: prefixes or service tags of clients, past the appliance'))
    .option('--no-gateway-routes', 'keep routes that gateways advertise off the subnet')
    .option('--region <region>', 'region of the service and of the table')
    .option('--name <name>', 'of the table', 'rt-apim')
    .addOption(format)
    .addHelpText(
      'after',
      `
Without --appliance, the table has the way back to the control plane for where a gateway advertises 0.0.0.0/0.

${exitCodes}

Examples:
  apim-vnet routes --sku Premium --mode Internal --appliance 10.0.255.4
  apim-vnet routes --sku Premium --mode External --appliance 10.0.255.4 --clients AzureFrontDoor.Backend
  apim-vnet routes --sku Premium --mode Internal --profile vnet-2020-07 --region westeurope --format bicep`,
    )
    .action((options: RoutesOptions) => done(routes(options, context)));
}
