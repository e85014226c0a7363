using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using ModelDeploy.Core;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Diagnosis;
using ModelDeploy.Core.Quotas;
using ModelDeploy.Core.Reconciling;
using ModelDeploy.Core.Runtimes;
using ModelDeploy.Kubernetes.Client;
using ModelDeploy.Kubernetes.Runtime.Children;
using ModelDeploy.Kubernetes.Runtime.Diagnosing;
using ModelDeploy.Kubernetes.Runtime.Objects;
using ModelDeploy.Kubernetes.Runtime.Observing;
using ModelDeploy.TestKit.Builders;

namespace ModelDeploy.Kubernetes.Tests.Runtime.Diagnosing;

/// <summary>What the API told of a deployment at one moment, and what shall be told of it.</summary>
internal sealed record GoldenCase
{
    /// <summary>Where the cases lie.</summary>
    public const string Folder = "tests/ModelDeploy.Kubernetes.Tests/Runtime/Diagnosing/Golden";

    /// <summary>How cases are written.</summary>
    public static readonly JsonSerializerOptions Format = new(ApiJson.Options) { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary><c>captured</c> from a cluster, or <c>constructed</c> after <see cref="Source"/>.</summary>
    public required string Origin { get; init; }

    /// <summary>The cluster's version, or where the text is shown that a constructed case holds.</summary>
    public required string Source { get; init; }

    /// <summary>What shall be told.</summary>
    public required GoldenTold Expect { get; init; }

    /// <summary>The moment.</summary>
    public DateTimeOffset At { get; init; } = APod.Start.AddMinutes(10);

    /// <summary>The Deployment, or null.</summary>
    public JsonObject? Deployment { get; init; }

    /// <summary>Its ReplicaSets.</summary>
    public IReadOnlyList<JsonObject> ReplicaSets { get; init; } = [];

    /// <summary>Its pods.</summary>
    public IReadOnlyList<JsonObject> Pods { get; init; } = [];

    /// <summary>Its Ingress, or null where callers come another way.</summary>
    public JsonObject? Ingress { get; init; }

    /// <summary>Whether the Secret with the certificate of its Ingress was looked for in vain.</summary>
    public bool IsTlsSecretMissing { get; init; }

    /// <summary>The events about its pods and its Ingress.</summary>
    public IReadOnlyList<JsonObject> Events { get; init; } = [];

    /// <summary>The last lines of runs, by the id of the container.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Logs { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>Whether the pull secret was looked for in vain.</summary>
    public bool IsPullSecretMissing { get; init; }

    /// <summary>The answer to the write of a child, where that was refused.</summary>
    public GoldenAnswer? Answer { get; init; }

    /// <summary>Whether the product tells of it what is expected.</summary>
    public bool Tells()
    {
        var (now, later) = (Read(isDeadlineOver: false).Failure, Read(isDeadlineOver: true).Failure);
        return later is not null && Expect.Certain == (now is not null) && later.Reason == Expect.Reason
            && later.Message.Contains(Expect.Sentence, StringComparison.Ordinal)
            && string.Join('\n', later.Evidence).Contains(Expect.Evidence, StringComparison.Ordinal)
            && later.NextStep.Contains(Expect.NextStep, StringComparison.Ordinal);
    }

    /// <summary>What the product tells of it: now when only certain reasons count, or when the deadline is over.</summary>
    public DeploymentStatus Read(bool isDeadlineOver)
    {
        var since = isDeadlineOver ? At.AddDays(-1) : At.AddHours(-1);
        var deployment = ADeployment.Named()
            .WithSpec(spec => spec.WithDeadline(isDeadlineOver ? TimeSpan.FromMinutes(5) : TimeSpan.FromHours(2)))
            .WithStatus(status => status with { ObservedGeneration = 1 })
            .WithLastChange(AChange.Of(ChangeAction.Created).WithTime(since));
        var child = As<ChildObject>(Deployment);
        var resources = new Resources(0.02m, 24L << 20, 0);
        var plan = new Plan
        {
            Step = new RuntimeStep.Keep(),
            Template = child?.Template,
            Grant = new Grant { Template = child?.Template ?? "", Inputs = "", Each = resources, Replicas = 1, Surge = 0, Total = resources, At = since },
        };
        var objects = new DeploymentObjects(child, [.. ReplicaSets.Select(item => As<ChildObject>(item)!)], [], [.. Pods.Select(item => As<PodObject>(item)!)])
        {
            Ingress = As<ChildObject>(Ingress),
        };
        var seen = ClusterObservation.Of(objects, pod => PodStory.None.With(pod), EvidenceOf, At, EvidenceOfIngress(objects.Ingress));
        return Assessor.Assess(deployment, plan, seen, AnswerOf(), At).Status;
    }

    private IngressEvidence EvidenceOfIngress(ChildObject? ingress) => ingress is null ? IngressEvidence.None : new IngressEvidence
    {
        Uid = ingress.Metadata.Uid,
        Generation = ingress.Metadata.Generation,
        AskedAt = At,
        Events = [.. Events.Where(item => $"{item["involvedObject"]?["kind"]}" == "Ingress").Select(item => As<EventObject>(item)!).OrderBy(item => item.At)],
        IsSecretMissing = IsTlsSecretMissing,
    };

    private RuntimeAnswer AnswerOf() => Answer is null
        ? new RuntimeAnswer.Accepted()
        : Refusals.AnswerOf(ApiStatus.Read((HttpStatusCode)Answer.Status, Answer.Body, null), "models");

    private PodEvidence EvidenceOf(PodObject pod) => PodEvidence.None with
    {
        AskedAt = At,
        IsPullSecretMissing = IsPullSecretMissing,
        Warnings = [.. Events.Where(item => $"{item["involvedObject"]?["name"]}" == pod.Metadata.Name).Select(item => As<EventObject>(item)!).Where(item => item.Type == "Warning").OrderBy(item => item.At)],
        LastLines = PodEvidence.None.LastLines.AddRange(Logs.Select(log => KeyValuePair.Create(log.Key, log.Value.ToEquatableList()))),
    };

    private static T? As<T>(JsonObject? item) where T : class => item.Deserialize<T>(ApiJson.Options);
}

/// <summary>An answer of the API server.</summary>
/// <param name="Status">Its HTTP status.</param>
/// <param name="Body">Its body.</param>
internal sealed record GoldenAnswer(int Status, string Body);

/// <summary>What shall be told of a case.</summary>
/// <param name="Reason">The reason; null when nothing is known, or nothing is wrong.</param>
/// <param name="Sentence">A part of the sentence.</param>
/// <param name="Evidence">A part of a line of evidence; empty where there is none.</param>
/// <param name="NextStep">A part of the next step.</param>
/// <param name="Certain">Whether it is told before the deadline.</param>
/// <param name="Phase">The phase where there is no reason; null for Deploying. Of Deployed, all parts stand in the message.</param>
internal sealed record GoldenTold(FailureReason? Reason, string Sentence, string Evidence, string NextStep, bool Certain, DeploymentPhase? Phase = null);
