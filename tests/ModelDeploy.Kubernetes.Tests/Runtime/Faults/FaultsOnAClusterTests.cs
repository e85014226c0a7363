using System.Diagnostics;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Diagnosis;

namespace ModelDeploy.Kubernetes.Tests.Runtime.Faults;

/// <summary>
/// Every fault of the catalog at once, in a real cluster: each is given its reason, first and only that one. With
/// <see cref="FaultReport.Variable"/> the table of the documentation and the golden cases are written anew.
/// </summary>
public sealed class FaultsOnAClusterTests
{
    private const int FetchedAtOnce = 4;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(140);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(100);

    [Fact]
    public async Task Every_fault_is_given_its_reason()
    {
        var faults = FaultCatalog.All;
        await using var lab = await FaultLab.OpenAsync(faults);
        var clock = Stopwatch.StartNew();
        var named = await Task.WhenAll(faults.Select((fault, place) => NameAsync(lab, fault, place, clock)));

        await FaultReport.WriteAsync(named);
        var wrong = named.Where(name => !name.IsRight).Select(name => $"{name.Fault.Name}: {name.Failure}").ToList();
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    private static async Task<NamedFault> NameAsync(FaultLab lab, Fault fault, int place, Stopwatch clock)
    {
        // Kubelet fetches a few images at once, and then five in a second.
        if (fault.IsFetched)
            await Task.Delay(TimeSpan.FromSeconds(place / FetchedAtOnce * 2));
        await lab.InjectAsync(fault);
        var from = clock.Elapsed;
        while (clock.Elapsed < from + Patience)
        {
            if (await lab.ReadAsync(fault) is { Status: { Phase: DeploymentPhase.Failed, Failure: { } failure } } failed && failed.Status.ObservedGeneration == failed.Generation)
            {
                var after = clock.Elapsed - from;
                await FaultReport.CaptureAsync(lab, fault, failure);
                return new NamedFault(fault, failure, after);
            }
            await Task.Delay(BetweenLooks);
        }
        return new NamedFault(fault, null, Patience);
    }
}

/// <summary>What was told of a fault.</summary>
/// <param name="Fault">The fault.</param>
/// <param name="Failure">The first failure that was told, or null when none was.</param>
/// <param name="After">How long after it was injected.</param>
internal sealed record NamedFault(Fault Fault, Failure? Failure, TimeSpan After)
{
    /// <summary>Whether it is the one that it should be.</summary>
    public bool IsRight => Failure is { NextStep.Length: > 0 } told && told.Reason == Fault.Reason && told.Message.Contains(Fault.Sentence, StringComparison.Ordinal);
}
