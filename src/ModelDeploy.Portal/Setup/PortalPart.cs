using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using ModelDeploy.Core.Operations;
using ModelDeploy.Core.Quotas;

namespace ModelDeploy.Portal.Setup;

/// <summary>The portal's own process.</summary>
internal sealed class PortalPart(TimeProvider clock) : ISystemPart
{
    private readonly DateTimeOffset _startedAt = clock.GetUtcNow();

    /// <inheritdoc />
    public Task<SystemPart> DescribeAsync(CancellationToken stop) => Task.FromResult(new SystemPart("Portal", null,
    [
        new("Version", Version),
        new("Runs on", $"{RuntimeInformation.FrameworkDescription}, {RuntimeInformation.OSDescription.Trim()}, {RuntimeInformation.ProcessArchitecture}"),
        new("Machine", string.Create(CultureInfo.InvariantCulture, $"{Environment.MachineName}, {Environment.ProcessorCount} processors, process {Environment.ProcessId}")),
        new("Started", string.Create(CultureInfo.InvariantCulture, $"{_startedAt.UtcDateTime:u}, {Amounts.Duration(clock.GetUtcNow() - _startedAt)} ago")),
        new("Memory", Amounts.Memory(Environment.WorkingSet)),
    ]));

    private static string Version =>
        typeof(PortalPart).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";
}
