using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using ModelDeploy.Core.Operations;
using ModelDeploy.Core.Quotas;
using ModelDeploy.Core.Texts;
using ModelDeploy.Portal.Components.Shared;

namespace ModelDeploy.Portal.Setup;

/// <summary>The portal's own process.</summary>
internal sealed class PortalPart(TimeProvider clock) : ISystemPart
{
    // Not when this part was made: that is when somebody first asks.
    private readonly DateTimeOffset _startedAt = StartOfProcess();

    /// <inheritdoc />
    public Task<SystemPart> DescribeAsync(CancellationToken stop) => Task.FromResult(new SystemPart(SystemTexts.Portal, null,
    [
        new(SystemTexts.Version, Version),
        new(SystemTexts.RunsOn, $"{RuntimeInformation.FrameworkDescription}, {RuntimeInformation.OSDescription.Trim()}, {RuntimeInformation.ProcessArchitecture}"),
        new(SystemTexts.Machine, (Environment.ProcessorCount == 1 ? SystemTexts.OneProcessor : SystemTexts.ManyProcessors)
            .With(Environment.MachineName, Environment.ProcessorCount, Environment.ProcessId)),
        new(SystemTexts.Started, SystemTexts.StartedAgo
            .With(_startedAt.UtcDateTime.ToString("u", CultureInfo.InvariantCulture), Amounts.Duration(clock.GetUtcNow() - _startedAt))),
        new(SharedTexts.Memory, Amounts.Memory(Environment.WorkingSet)),
    ]));

    private static DateTimeOffset StartOfProcess()
    {
        using var process = Process.GetCurrentProcess();
        return process.StartTime;
    }

    private static string Version =>
        typeof(PortalPart).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? SystemTexts.UnknownVersion;
}
