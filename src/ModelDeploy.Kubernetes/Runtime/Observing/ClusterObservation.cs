using ModelDeploy.Core;
using ModelDeploy.Core.Runtimes;
using ModelDeploy.Kubernetes.Runtime.Diagnosing;
using ModelDeploy.Kubernetes.Runtime.Objects;

namespace ModelDeploy.Kubernetes.Runtime.Observing;

/// <summary>What the objects of a deployment amount to. Pure.</summary>
internal static class ClusterObservation
{
    /// <summary>The observation.</summary>
    /// <param name="objects">What is there.</param>
    /// <param name="storyOf">What was seen of a pod before.</param>
    /// <param name="evidenceOf">What was asked about a pod.</param>
    /// <param name="now">The time.</param>
    /// <param name="ofIngress">What was asked about its Ingress; null for nothing.</param>
    public static Observation Of(
        DeploymentObjects objects, Func<PodObject, PodStory> storyOf, Func<PodObject, PodEvidence> evidenceOf, DateTimeOffset now, IngressEvidence? ofIngress = null)
    {
        if (!objects.Exist)
            return Observation.Nothing;
        var living = objects.Pods.Where(pod => !pod.IsOver).ToList();
        var newest = objects.Deployment?.Template;
        return new Observation
        {
            Exists = true,
            Behind = objects.AreBehind,
            Wanted = objects.Deployment?.Replicas ?? 0,
            Replicas = living.Select(pod => PodReplica.Of(pod, PodDiagnosis.Of(pod, storyOf(pod), evidenceOf(pod), now))).ToEquatableList(),
            Problem = WorkloadDiagnosis.Of(objects.Deployment, objects.ReplicaSets, objects.Pods),
            Exits = living.Where(pod => pod.LabelOf(Labels.Template) == newest)
                .SelectMany(pod => PodExits.Of(pod, storyOf(pod), evidenceOf(pod)))
                .OrderBy(exit => exit.At)
                .TakeLast(Observation.MostExits)
                .ToEquatableList(),
            Note = IngressNotes.Of(objects.Ingress, ofIngress ?? IngressEvidence.None, now),
        };
    }

    /// <summary>When time alone, or an event that changes no object of ours, may change it; null for never.</summary>
    public static DateTimeOffset? LookAgainAt(DeploymentObjects objects, DateTimeOffset now, IngressEvidence? ofIngress = null)
    {
        var waiting = objects.Pods.Where(pod => pod is { IsOver: false, IsTerminating: false } && pod.ConditionOf("Ready") is not { Status: "True" }).ToList();
        var unplaced = waiting.Select(PodDiagnosis.CertainlyUnplacedAt).Where(at => at > now);
        var placed = waiting.Where(pod => PodDiagnosis.CertainlyUnplacedAt(pod) is null)
            .Select(pod => (DateTimeOffset?)(now + (now - pod.Metadata.CreationTimestamp > TimeSpan.FromMinutes(2) ? EvidenceReader.LaterPace : EvidenceReader.SoonPace)));
        return unplaced.Concat(placed).Append(IngressNotes.LookAgainAt(objects.Ingress, ofIngress ?? IngressEvidence.None, now)).Min();
    }
}
