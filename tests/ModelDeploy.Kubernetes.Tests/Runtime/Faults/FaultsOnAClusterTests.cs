using System.Diagnostics;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Diagnosis;

namespace ModelDeploy.Kubernetes.Tests.Runtime.Faults;

/// <summary>
/// Every fault of the catalog at once, in a real cluster: each is given its reason. What was told before, while the cluster was late with
/// its events, the report tells. With
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
        NamedFault? named = null;
        while (clock.Elapsed < from + Patience && named is not { IsRight: true })
        {
            if (await lab.ReadAsync(fault) is { Status: { Phase: DeploymentPhase.Failed, Failure: { } failure } } failed && failed.Status.ObservedGeneration == failed.Generation)
                named = new NamedFault(fault, named?.First ?? failure, failure, clock.Elapsed - from);
            await Task.Delay(BetweenLooks);
        }
        if (named is { IsRight: true })
            await FaultReport.CaptureAsync(lab, fault, named.Failure!);
        return named ?? new NamedFault(fault, null, null, Patience);
    }
}

/// <summary>What was told of a fault.</summary>
/// <param name="Fault">The fault.</param>
/// <param name="First">The first failure that was told, or null when none was.</param>
/// <param name="Failure">The right one, or the last that was told.</param>
/// <param name="After">How long after it was injected that was told.</param>
internal sealed record NamedFault(Fault Fault, Failure? First, Failure? Failure, TimeSpan After)
{
    /// <summary>Whether it was told in the end as it should be.</summary>
    public bool IsRight => IsAsItShouldBe(Failure);

    /// <summary>Whether that was told first.</summary>
    public bool WasRightAtOnce => IsAsItShouldBe(First);

    private bool IsAsItShouldBe(Failure? failure) =>
        failure is { NextStep.Length: > 0 } told && told.Reason == Fault.Reason && told.Message.Contains(Fault.Sentence, StringComparison.Ordinal);
}
