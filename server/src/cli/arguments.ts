import { Command, CommanderError, Option } from 'commander';
import { dnsForms, type NamesForm, namesForms } from '../generate/names.ts';
import { cloudIds } from '../knowledge/regions.ts';
import { rulePacks } from '../rules/rule.ts';
import { type CheckOptions, check } from './commands/check.ts';
import { type ExplainOptions, explain } from './commands/explain.ts';
import { type ExportOptions, exportRules } from './commands/export.ts';
import { type ModelOptions, model } from './commands/model.ts';
import { type NamesCommandOptions, names } from './commands/names.ts';
import { type PacketOptions, packet } from './commands/packet.ts';
import { type ParseOptions, parse } from './commands/parse.ts';
import { type RulesOptions, rules } from './commands/rules.ts';
import { addNetworkGenerators } from './network-generators.ts';
import { endings } from './node-file-system.ts';
import { modes, oneOf, repeatable, skus, wholeNumber } from './options.ts';
import { thresholds } from './report.ts';
import type { Context } from './visit.ts';

const exitCodes = `
Exit codes: 0 nothing at or above the severity asked for, 1 findings, 2 something could not be run or read.`;

const namesExitCodes = `
Exit codes: 0 printed, 2 something is missing, not possible or could not be read.`;

const inputs = `PATH is a file, a folder or - for standard input. Folders are searched for files that end in
${endings.join(', ')}; hidden folders, node_modules and dist are left out.`;

/**
 * Reads the command line and runs what it asks for.
 *
 * @param argv without the names of Node and of the program
 * @returns the exit code; 2 for arguments that were not understood, which the user has been told
 */
export async function runCommandLine(argv: readonly string[], context: Context): Promise<number> {
  let code = 0;
  const program = programFor(context, result => {
    code = result;
  });
  if (argv.length === 0) {
    program.outputHelp({ error: true });
    return 2;
  }
  try {
    await program.parseAsync(argv, { from: 'user' });
    return code;
  } catch (error) {
    // Commander has written the help, the version or the complaint already.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    throw error;
  }
}

function programFor(context: Context, done: (code: number) => void): Command {
  const { host } = context;
  const program = new Command('apim-vnet')
    .description('Tells whether Azure API Management will work in the virtual network that files describe.')
    .version(context.version, '--version', 'print the version')
    .helpOption('-h, --help', 'print help')
    .helpCommand(false)
    .configureOutput({
      writeOut: text => host.output.write(text),
      writeErr: text => host.notes.write(text),
      outputError: (text, write) => write(text.replace(/^error: /, 'apim-vnet: ')),
      getOutHelpWidth: () => host.output.columns ?? 120,
      getErrHelpWidth: () => host.notes.columns ?? 120,
    })
    .exitOverride()
    .showSuggestionAfterError()
    .addHelpText('after', '\napim-vnet COMMAND --help tells more, with examples.');

  const common = (command: Command) =>
    command
      .option('--color', 'colours even where the output is no terminal')
      .option('--no-color', 'no colours; so do the variables NO_COLOR and FORCE_COLOR=0')
      .option('--ascii', 'signs of ASCII only')
      .option('--no-ascii', 'signs beyond ASCII whatever the locale says');
  const reading = (command: Command) =>
    command
      .argument('<path...>', 'files, folders, or - for standard input')
      .option(
        '--stdin-name <name>',
        'what standard input is called in the report; its ending says which language it is',
      );
  const defaults = (command: Command) =>
    command
      .addOption(oneOf('--profile <profile>', 'document revision or platform', context.core.profiles))
      .addOption(oneOf('--mode <mode>', 'virtual network mode of the service', modes))
      .addOption(oneOf('--sku <sku>', 'tier of the service', skus))
      .addOption(parameterFile())
      .addOption(bicepCache())
      .option(
        '--service-tags <file>',
        "addresses of service tags: Microsoft's file of the week, or the output of az network list-service-tags",
      );

  common(
    defaults(
      reading(program.command('check').description('report what is wrong'))
        .addOption(
          new Option('--format <format>', 'form of the report').choices(['text', 'json', 'sarif']).default('text'),
        )
        .addOption(
          new Option('--severity <severity>', 'least severe findings to report and to exit with 1 for')
            .choices(thresholds)
            .default('warning'),
        )
        .addOption(
          new Option('--rules <pack>', 'how much to look for; each pack holds those before it')
            .choices(rulePacks)
            .default('recommended'),
        )
        .option('--fix', 'make the safe fixes in the files first, and report what is left'),
    ),
  )
    .addHelpText(
      'after',
      `
${inputs}
Without --severity, errors and warnings are reported; --severity info reports everything that the rules find.
--rules strict adds rules about what could be tidier.
--fix changes files in place, says what it did on standard error, and leaves files with syntax errors as they are.
--profile, --mode and --sku hold wherever the files do not say them.
${exitCodes}

Examples:
  apim-vnet check .
  apim-vnet check main.json --mode Internal --sku Premium
  apim-vnet check infra --fix
  apim-vnet check infra --format sarif > apim-vnet.sarif
  az network nsg show -g net -n nsg-apim | apim-vnet check -`,
    )
    .action(async (paths: string[], options: CheckOptions) => done(await check(paths, options, context)));

  common(
    defaults(
      reading(
        program.command('explain').description('show every flow that API Management needs, and what decides it'),
      ).addOption(
        new Option('--format <format>', 'form of the answer')
          .choices(['text', 'json', 'markdown', 'html'])
          .default('text'),
      ),
    ),
  )
    .addHelpText(
      'after',
      `
${inputs}
--profile, --mode and --sku hold wherever the files do not say them.
markdown and html are pages to read and to pass on; html has a picture and needs nothing from elsewhere.

Exit codes: 0 explained, whatever the verdicts are; 2 something could not be run or read.

Examples:
  apim-vnet explain network.json
  apim-vnet explain nsg.json --profile vnet-2020-07 --format json
  apim-vnet explain nsg.json --service-tags ServiceTags_Public.json
  apim-vnet explain network.json --format html > report.html`,
    )
    .action(async (paths: string[], options: ExplainOptions) => done(await explain(paths, options, context)));

  common(
    defaults(
      reading(program.command('packet').description('tell what a security group does with a packet, rule by rule')),
    )
      .option('--group <name>', 'the security group to ask; by default those of API Management')
      .option('--flow <id>', 'a flow that API Management needs, by its id in explain, instead of the options below')
      .addOption(oneOf('--direction <direction>', 'seen from the subnet', ['Inbound', 'Outbound']).default('Inbound'))
      .addOption(oneOf('--protocol <protocol>', 'transport', ['Tcp', 'Udp', '*']).default('Tcp'))
      .option('--from <address>', 'where it comes from; by default any address, outbound the subnet')
      .option('--source-port <port>', 'its source port; by default any, as clients choose theirs at random')
      .option('--to <address>', 'where it goes to; by default the subnet, outbound any address')
      .option('--port <port>', 'its destination port: 443, 6381-6383, several with commas between, or *')
      .addOption(new Option('--format <format>', 'form of the answer').choices(['text', 'json']).default('text')),
  )
    .addHelpText(
      'after',
      `
${inputs}
An address is an IP address (10.0.0.4), a CIDR prefix (10.0.0.0/24), a service tag (Storage), "subnet" for the
subnet of the group, or * for any.
--profile, --mode and --sku hold wherever the files do not say them.

Exit codes: 0 answered, whatever the verdict is; 2 something could not be run, read or asked.

Examples:
  apim-vnet packet nsg.json --flow management
  apim-vnet packet nsg.json --port 443 --from 203.0.113.7
  apim-vnet packet main.json --direction outbound --to Sql --port 1433 --format json`,
    )
    .action(async (paths: string[], options: PacketOptions) => done(await packet(paths, options, context)));

  common(
    program
      .command('model')
      .description('print the network that a file describes, with its values worked out')
      .argument('<path>', 'a file, or - for standard input')
      .option(
        '--stdin-name <name>',
        'what standard input is called in the report; its ending says which language it is',
      )
      .addOption(new Option('--format <format>', 'form of the answer').choices(['json']).default('json'))
      .addOption(parameterFile())
      .addOption(bicepCache()),
  )
    .addHelpText(
      'after',
      `
Equal networks give equal text, whatever language they are written in: a Bicep file and the JSON compiled from it, a
template before and after a change that should change nothing. What is not known is {"unknown": "…"}, and the text in it
is equal for equal sources. Parameters have their defaults.

Exit codes: 0 printed, 2 something could not be run or read.

Examples:
  apim-vnet model main.json > before.json
  az network nsg show -g net -n nsg-apim | apim-vnet model -`,
    )
    .action(async (path: string, options: ModelOptions) => done(await model(path, options, context)));

  reading(program.command('export').description('write the rules of security groups as a table'))
    .addOption(
      new Option('--format <format>', 'form of the table').choices(['markdown', 'csv', 'json']).default('markdown'),
    )
    .option('--effective', 'with the rules that Azure adds to every group')
    .option('--group <name>', 'this security group only')
    .addHelpText(
      'after',
      `
${inputs}
Rules stand in the order in which Azure asks them. In CSV, a field that a spreadsheet would take for a formula has an
apostrophe in front.

Exit codes: 0 written; 2 something could not be run or read, or there is no security group.

Examples:
  apim-vnet export nsg.json
  apim-vnet export infra/a.json --effective --format csv > rules.csv`,
    )
    .action(async (paths: string[], options: ExportOptions) => done(await exportRules(paths, options, context)));

  common(
    reading(program.command('parse').description('report syntax errors only')).addOption(
      new Option('--format <format>', 'form of the report').choices(['text', 'json']).default('text'),
    ),
  )
    .addHelpText(
      'after',
      `
${inputs}

Exit codes: 0 everything parses, 1 syntax errors, 2 something could not be run or read.

Examples:
  apim-vnet parse infra
  apim-vnet parse - --stdin-name main.json < main.json`,
    )
    .action(async (paths: string[], options: ParseOptions) => done(await parse(paths, options, context)));

  namesCommand(program.command('hosts').description('write hosts entries for a service'), namesForms, context)
    .option('--replace <file>', 'a hosts file, or -: prints its text with the lines in it, in place of older ones')
    .option('--remove', 'take the lines out again')
    .option('--ttl <seconds>', 'time to live of DNS records', wholeNumber)
    .addOption(repeatable('--virtual-network <id>', 'virtual network to link private DNS zones to'))
    .addHelpText(
      'after',
      `
Prints lines for a hosts file between two marks, or another format. No file is changed, the hosts file of this machine
neither: --replace prints the whole new text. bicep, arm and cli make private DNS zones in Azure.
${namesExitCodes}

Examples:
  apim-vnet hosts --name contoso --ip 10.0.0.5
  apim-vnet hosts --name contoso --ip 10.0.0.5 --host developer=dev.contoso.com --format powershell
  apim-vnet hosts --name contoso --format sh --remove`,
    )
    .action(async (path: string | undefined, options: NamesCommandOptions) =>
      done(await names(path, options, context)),
    );

  namesCommand(program.command('dns').description('write DNS records for a service'), dnsForms, context)
    .option('--ttl <seconds>', 'time to live of the records', wholeNumber)
    .addOption(repeatable('--virtual-network <id>', 'virtual network to link private DNS zones to'))
    .addHelpText(
      'after',
      `
Each name gets a zone of its own: a zone for all of azure-api.net would hide the names of all other services.
${namesExitCodes}

Examples:
  apim-vnet dns --name contoso --ip 10.0.0.5 > dns.bicep
  apim-vnet dns --name contoso --ip 10.0.0.5 --format bind --cloud usgov
  apim-vnet dns --name contoso --ip 10.0.0.5 --region westeurope --other-region westus2=10.1.0.5`,
    )
    .action(async (path: string | undefined, options: NamesCommandOptions) =>
      done(await names(path, options, context)),
    );

  addNetworkGenerators(program, common, context, done);

  common(
    program
      .command('rules')
      .description('list the rules')
      .addOption(new Option('--format <format>', 'form of the list').choices(['text', 'json']).default('text')),
  )
    .addHelpText('after', '\nExamples:\n  apim-vnet rules\n  apim-vnet rules --format json')
    .action((options: RulesOptions) => done(rules(options, context)));

  return program;
}

/** What `hosts` and `dns` share; they differ in their forms. */
function namesCommand(command: Command, forms: readonly NamesForm[], context: Context): Command {
  return command
    .argument('[path]', 'file to take the service from, or - for standard input')
    .addOption(new Option('--format <format>', 'what to write').choices(forms).default(forms[0]))
    .option('--name <name>', 'name of the API Management service; of a file with several, the one that is meant')
    .option('--ip <address>', 'its private virtual IP address, which Azure gives at deployment')
    .addOption(oneOf('--cloud <cloud>', 'the cloud it is in; public where no file tells', cloudIds))
    .addOption(oneOf('--profile <profile>', 'document revision or platform', context.core.profiles))
    .addOption(repeatable('--host <host>', 'custom host name of the gateway, or ENDPOINT=HOST'))
    .option('--configuration', 'with the host that self-hosted gateways ask for their configuration')
    .option('--region <region>', 'region of the service, for the name of its regional gateway')
    .addOption(repeatable('--other-region <region=address>', 'a further region with its private address'))
    .option('--stdin-name <name>', 'what standard input is called; its ending says which language it is');
}

/** May be given several times. */
function parameterFile(): Option {
  const collect = (path: string, before: readonly string[] | undefined) => [...(before ?? []), path];
  const what = 'parameter file in effect, in place of those beside a template; may be given again';
  return new Option('--parameters <file>', what).argParser(collect);
}

function bicepCache(): Option {
  return new Option('--bicep-cache <folder>', 'cache folder of the Bicep compiler, to read modules of registries from');
}
