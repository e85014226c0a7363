using System.Collections.Concurrent;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Diagnosis;
using ModelDeploy.Core.Groups;
using ModelDeploy.Core.Quotas;

namespace ModelDeploy.Core.Reconciling;

/// <summary>
/// Gives grants: the one place where quota is decided, one group at a time. Whoever has the turn decides for all who came meanwhile, so that
/// many at once cost few counts. The grants are in the store before this returns, so that whatever starts afterwards is counted.
/// Fail-closed: what cannot be read or written is not granted.
/// </summary>
public sealed class Admission(IDeploymentStore store, ICatalog catalog)
{
    private readonly GroupGates _gates = new();
    private readonly ConcurrentDictionary<string, ConcurrentDictionary<Asking, bool>> _lines = new(StringComparer.Ordinal);

    /// <summary>Asks for the first grant of the plan that fits and writes it into the deployment's status.</summary>
    public async Task<AdmissionAnswer> AskAsync(Deployment deployment, EquatableList<Grant> asks, CancellationToken stop)
    {
        var asking = new Asking(deployment, asks);
        var line = _lines.GetOrAdd(deployment.Spec.Group, _ => new());
        line[asking] = true;
        try
        {
            using var turn = await _gates.EnterAsync(deployment.Spec.Group, stop);
            if (asking.Answer is null)
                await AnswerAsync(deployment.Spec.Group, line.Keys, stop);
            return asking.Answer!;
        }
        finally
        {
            line.TryRemove(asking, out _);
        }
    }

    /// <summary>Answers them in the order of their changes; each counts for those after it.</summary>
    private async Task AnswerAsync(string groupName, IEnumerable<Asking> line, CancellationToken stop)
    {
        Asking[] together = [.. line.Where(asking => asking.Answer is null)
            .OrderBy(asking => asking.Deployment.LastChange.At).ThenBy(asking => asking.Deployment.Id, StringComparer.Ordinal)];
        // Counted before the quota is read: whoever counts anew has heard of its last change by then.
        var counted = (await store.CountAsync(groupName, stop)).ToDictionary(deployment => deployment.Key);
        if ((await catalog.ReadAsync(stop)).Group(groupName) is not { } group)
        {
            foreach (var asking in together)
                asking.Answer = new AdmissionAnswer.Refused(Failures.GroupNotFound(groupName));
            return;
        }
        List<(Asking Asking, DeploymentStatus Status)> granted = [];
        List<(Asking Asking, Failure Failure)> refused = [];
        foreach (var asking in together)
        {
            var decision = QuotaRules.Decide(group, asking.Deployment, asking.Asks, counted.Values);
            if (decision.Granted is { } grant)
            {
                var status = WithoutFailure(asking.Deployment.Status, grant.At) with { Grant = grant, Waiting = null };
                counted[asking.Deployment.Key] = asking.Deployment with { Status = status };
                granted.Add((asking, status));
            }
            else
            {
                refused.Add((asking, QuotaFailure.Of(group, decision.Shortages)));
            }
        }
        await WriteAsync(granted, refused, stop);
    }

    private async Task WriteAsync(
        List<(Asking Asking, DeploymentStatus Status)> granted, List<(Asking Asking, Failure Failure)> refused, CancellationToken stop)
    {
        var written = await store.GrantAsync([.. granted.Select(item => new GrantedStatus(item.Asking.Deployment, item.Status))], stop);
        foreach (var ((asking, status), result) in granted.Zip(written))
            asking.Answer = result is StoreResult<Deployment>.Stored ? new AdmissionAnswer.Granted(status.Grant!) : new AdmissionAnswer.Outdated();
        // Who was refused beside one that did not get its grant after all may fit now.
        var countedTooMuch = written.Any(result => result is not StoreResult<Deployment>.Stored);
        foreach (var (asking, failure) in refused)
            asking.Answer = countedTooMuch ? new AdmissionAnswer.Outdated() : new AdmissionAnswer.Refused(failure);
    }

    /// <summary>What kept it from asking, or from being granted, is gone; the pass that would say so may be long in coming.</summary>
    private static DeploymentStatus WithoutFailure(DeploymentStatus status, DateTimeOffset now) => status.Failure is null
        ? status
        : status with { Phase = DeploymentPhase.Deploying, Failure = null, Message = StatusTexts.Admitted, ChangedAt = now, PhaseSince = now };

    /// <summary>Somebody who waits for an answer, which whoever has the turn gives.</summary>
    private sealed class Asking(Deployment deployment, EquatableList<Grant> asks)
    {
        public Deployment Deployment { get; } = deployment;

        public EquatableList<Grant> Asks { get; } = asks;

        public AdmissionAnswer? Answer { get; set; }
    }
}

/// <summary>What came of asking for a grant.</summary>
public abstract record AdmissionAnswer
{
    private AdmissionAnswer() { }

    /// <summary>Given and written.</summary>
    public sealed record Granted(Grant Grant) : AdmissionAnswer;

    /// <summary>No room.</summary>
    public sealed record Refused(Failure Failure) : AdmissionAnswer;

    /// <summary>The deployment, or one that asked beside it, changed meanwhile; nothing was written.</summary>
    public sealed record Outdated : AdmissionAnswer;
}
