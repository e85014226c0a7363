using System.Collections.Concurrent;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Kubernetes.Client;
using ModelDeploy.Kubernetes.Runtime.Objects;
using ModelDeploy.Kubernetes.Runtime.Observing;

namespace ModelDeploy.Kubernetes.Runtime.Diagnosing;

/// <summary>
/// Asks about Ingresses what their state does not tell: what happened to them, and whether the Secret with their certificate is there.
/// Sparing: never of one that has an address and no certificate, of one that is in order seldom, and never for long.
/// </summary>
internal sealed class IngressReader(ApiClient client, string inNamespace, TimeProvider clock)
{
    /// <summary>How often one is asked about that is in order, at most.</summary>
    public static readonly TimeSpan QuietPace = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    private readonly ConcurrentDictionary<DeploymentKey, IngressEvidence> _known = new();

    /// <summary>What is known of a deployment's Ingress.</summary>
    public IngressEvidence Of(DeploymentKey key) => _known.GetValueOrDefault(key) ?? IngressEvidence.None;

    /// <summary>Asks what is worth asking now. Never throws for an unreachable cluster: then less is known.</summary>
    public async Task RefreshAsync(DeploymentKey key, DeploymentObjects objects, CancellationToken stop)
    {
        if (objects.Ingress is not { } ingress)
        {
            _known.TryRemove(key, out _);
            return;
        }
        // Before a replica is ready, callers have other troubles.
        if (!objects.Pods.Any(pod => pod.ConditionOf("Ready") is { Status: "True" }) || !IsDue(ingress, Of(key)))
            return;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(Patience);
        try
        {
            _known[key] = await AskAsync(ingress, Of(key), limit.Token);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            // It is asked again at the next look.
        }
    }

    private bool IsDue(ChildObject ingress, IngressEvidence known)
    {
        var now = clock.GetUtcNow();
        if (!IngressNotes.IsWorthAsking(ingress) || now < IngressNotes.DueAt(ingress))
            return false;
        return !known.IsOf(ingress) || now - known.AskedAt >= (IngressNotes.Of(ingress, known, now) is null ? QuietPace : IngressNotes.Pace);
    }

    private async Task<IngressEvidence> AskAsync(ChildObject ingress, IngressEvidence known, CancellationToken stop)
    {
        var before = known.IsOf(ingress) ? known : IngressEvidence.None;
        var found = await client.ListAsync<EventObject>(Kinds.Event, inNamespace, new Selector(Fields: $"involvedObject.uid={ingress.Metadata.Uid}"), stop);
        var secret = ingress.TlsSecret is { } name ? await client.GetAsync<NamedObject>(Kinds.Secret, inNamespace, name, stop) : default;
        return new IngressEvidence
        {
            Uid = ingress.Metadata.Uid,
            Generation = ingress.Metadata.Generation,
            AskedAt = clock.GetUtcNow(),
            Events = found.Value is { } list ? [.. list.Items.OrderBy(item => item.At)] : before.Events,
            IsSecretMissing = secret.Error is { } error && (error.Reason is ApiReason.NotFound || (error.IsPassing && before.IsSecretMissing)),
        };
    }
}
