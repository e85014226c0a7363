using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Diagnosis;
using ModelDeploy.Core.Texts;

namespace ModelDeploy.Portal.Api;

/// <summary>A deployment as programs read it. Names and meanings stay within this version; more may come.</summary>
/// <param name="Id">Names it.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Group">Whose it is.</param>
/// <param name="Phase">What it is now: Deploying, Deployed, Failed, Stopping, Stopped.</param>
/// <param name="Message">One sentence for people, in the language that the request asks for.</param>
/// <param name="Failure">Why it failed; null unless it did.</param>
/// <param name="Revision">The newest revision.</param>
/// <param name="Image">The model image.</param>
/// <param name="InstanceType">What each replica runs on.</param>
/// <param name="Access">Who may call it.</param>
/// <param name="Replicas">How many there are.</param>
/// <param name="Endpoint">Where predictions are asked for; null while nothing serves.</param>
/// <param name="Created">The first change.</param>
/// <param name="Changed">The newest change.</param>
public sealed record DeploymentDto(
    string Id, string Name, string Group, DeploymentPhase Phase, string Message, FailureDto? Failure, long Revision, string Image, string InstanceType,
    AccessType Access, ReplicasDto Replicas, string? Endpoint, ChangeDto Created, ChangeDto Changed)
{
    /// <summary>The deployment, reached below this address.</summary>
    public static DeploymentDto Of(Deployment deployment, string origin) => new(
        deployment.Id,
        deployment.Spec.DisplayName,
        deployment.Spec.Group,
        deployment.Phase,
        Written.Read(EffectivePhase.MessageOf(deployment)),
        deployment.Phase is DeploymentPhase.Failed && deployment.Status.Failure is { } failure
            ? FailureDto.Of(Written.Read(failure))
            : null,
        deployment.Generation,
        deployment.Spec.ModelImage,
        deployment.Spec.InstanceType,
        deployment.Spec.Access,
        new ReplicasDto(deployment.Spec.Replicas, deployment.Status.Available),
        deployment.Deletion is null && deployment.Status.Replicas.Any(replica => replica.Ready) ? $"{origin}/deployment/{deployment.Id}/api/v1.0/predictions" : null,
        ChangeDto.Of(deployment.Created),
        ChangeDto.Of(deployment.LastChange));
}

/// <summary>Why a deployment failed.</summary>
/// <param name="Reason">In one word.</param>
/// <param name="Message">In a sentence.</param>
/// <param name="Evidence">What it is concluded from: lines of a log, events.</param>
/// <param name="NextStep">What to do.</param>
public sealed record FailureDto(string Reason, string Message, IReadOnlyList<string> Evidence, string NextStep)
{
    /// <summary>The failure, in the words that it has.</summary>
    public static FailureDto Of(Failure failure) => new(failure.Reason.ToString(), failure.Message, [.. failure.Evidence], failure.NextStep);
}

/// <summary>How many replicas there are.</summary>
/// <param name="Wanted">By the newest revision.</param>
/// <param name="Ready">Of it, those that take requests.</param>
public sealed record ReplicasDto(int Wanted, int Ready);

/// <summary>A change of a deployment.</summary>
/// <param name="At">When.</param>
/// <param name="By">Who, by the name of that time.</param>
/// <param name="Action">What.</param>
/// <param name="Message">What they said of it.</param>
public sealed record ChangeDto(DateTimeOffset At, string By, ChangeAction Action, string Message)
{
    /// <summary>The change.</summary>
    public static ChangeDto Of(Change change) => new(change.At, change.By.Name, change.Action, change.Message);
}
