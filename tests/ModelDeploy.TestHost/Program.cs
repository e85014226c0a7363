using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Reconciling;
using ModelDeploy.Local.Processes;
using ModelDeploy.Local.Store;
using ModelDeploy.TestHost;

if (args is [HeldConnections.Command, var address, var count])
    return await HeldConnections.RunAsync(new Uri(address), int.Parse(count, System.Globalization.CultureInfo.InvariantCulture));

// The first line says on which data directory, the second where the range of ports begins. Until then the process only warms up and
// waits, so that the next one is at hand when this one is killed, and goes on faster than any machine starts a portal.
await WarmUp.RunAsync();
Tell(new HostAnswer(HostAnswer.Warm));
if (Console.ReadLine() is not { } directory || Console.ReadLine() is not { } firstPort)
    return 0;
var port = int.Parse(firstPort, System.Globalization.CultureInfo.InvariantCulture);
using var store = await LocalStore.OpenAsync(directory, seedDemo: true, LocalPlatform.NoSecrets, NullLoggerFactory.Instance, CancellationToken.None);
var processes = new ProcessRuntimeOptions
{
    Secrets = LocalPlatform.NoSecrets,
    DataDirectory = directory,
    Images = TinyModels.Catalog,
    Ports = new PortRange(port, port + 999),
    LeaveDelay = TimeSpan.FromMilliseconds(100),
    StopGrace = TimeSpan.FromSeconds(5),
};
using var host = LocalPlatform.Build(store, processes, TimeProvider.System, new ErrorLog());
await host.StartAsync();
var controller = host.Services.GetRequiredService<ControllerService>();
var desk = new CommandDesk(host.Services, store);
var swept = 0;
using var told = new Timer(_ => TellSwept(), null, dueTime: 0, period: 5);
while (await Console.In.ReadLineAsync() is { } line)
    Tell(await desk.DoAsync(JsonSerializer.Deserialize<HostCommand>(line, SpecJson.Options)!, CancellationToken.None));
await host.StopAsync();
return 0;

void TellSwept()
{
    if (controller.FirstSweepDone && Interlocked.Exchange(ref swept, 1) == 0)
        Tell(new HostAnswer(HostAnswer.Swept));
}

static void Tell(HostAnswer answer) => Console.Out.WriteLine(JsonSerializer.Serialize(answer, SpecJson.Options));
