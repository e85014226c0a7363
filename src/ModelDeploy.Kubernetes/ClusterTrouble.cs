using ModelDeploy.Core;
using ModelDeploy.Core.Texts;
using ModelDeploy.Kubernetes.Client;

namespace ModelDeploy.Kubernetes;

/// <summary>What a refusal of the API server means for people.</summary>
internal static class ClusterTrouble
{
    /// <summary>A sentence or two: what is wrong and what to do.</summary>
    public static string SentenceFor(ApiError error) => error switch
    {
        { IsPassing: true } => ClusterTexts.Unreachable.With(error.Message.TrimEnd('.')),
        { Reason: ApiReason.Unauthorized } => ClusterTexts.Unauthorized.With(error.Message),
        { Reason: ApiReason.Forbidden } => ClusterTexts.Forbidden.With(error.Message.TrimEnd('.')),
        { Reason: ApiReason.NotServed } => ClusterTexts.NotServed.With(error.Message),
        { Causes: { Count: > 0 } causes } => ClusterTexts.Refused.With(string.Join("; ", causes.Select(cause => $"{cause.Field}: {cause.Message}"))),
        _ => ClusterTexts.Refused.With(error.Message),
    };

    /// <summary>The same for objects that cannot be followed: where nobody serves them, the cluster does not know the kind.</summary>
    public static string SentenceFor(InformerTrouble trouble) =>
        trouble.Error.Reason is ApiReason.NotServed ? ClusterTexts.KindMissing.With(trouble.Kind.Kind) : SentenceFor(trouble.Error);

    /// <summary>The same beside a sentence that already tells of an outage: only why.</summary>
    public static string ReasonOf(InformerTrouble trouble) =>
        trouble.Error.Reason is ApiReason.NotServed ? SentenceFor(trouble) : trouble.Error.Message;

    /// <summary>The refusal as what a store throws.</summary>
    public static StoreUnavailableException Of(ApiError error) => new(SentenceFor(error));

    /// <summary>The same of a write of which nobody can tell whether it was done.</summary>
    public static StoreUnavailableException OfWrite(ApiError error) =>
        error.MayBeDone ? new(ClusterTexts.MayBeDone.With(error.Message.TrimEnd('.'))) : Of(error);
}
