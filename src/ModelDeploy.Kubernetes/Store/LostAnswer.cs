using ModelDeploy.Core;
using ModelDeploy.Kubernetes.Client;
using ModelDeploy.Kubernetes.Store.Wire;

namespace ModelDeploy.Kubernetes.Store;

/// <summary>Finds out what became of a write to a deployment whose answer did not come, so that whoever asked for it is told the truth.</summary>
/// <param name="client">Looks.</param>
/// <param name="inNamespace">Where the deployment is.</param>
internal sealed class LostAnswer(ApiClient client, string inNamespace)
{
    /// <summary>The answer; where it was lost, what it must have been: the object as it was written, or the error when it was not.</summary>
    /// <param name="answer">What came back.</param>
    /// <param name="name">The deployment's name.</param>
    /// <param name="before">What was written to; null where there was to be none yet.</param>
    /// <param name="annotation">The annotation that was written.</param>
    /// <param name="note">What was written into it: nobody else writes the same.</param>
    /// <param name="stop">Gives up.</param>
    /// <exception cref="StoreUnavailableException">It cannot be found out either; the message says so.</exception>
    public async Task<ApiResult<PhDeployment>> FindAsync(
        ApiResult<PhDeployment> answer, string name, PhDeployment? before, string annotation, string note, CancellationToken stop)
    {
        if (answer.Error is not { MayBeDone: true } error)
            return answer;
        var looked = await client.GetAsync<PhDeployment>(Kinds.PhDeployment, inNamespace, name, stop);
        if (looked.Value is not { } found)
            return looked.Error!.Reason is ApiReason.NotFound ? error : throw ClusterTrouble.OfWrite(error);
        if (found.Metadata.Annotations?.GetValueOrDefault(annotation) == note)
            return found;
        // Another change since then may have come after ours.
        if (found.Revision != before?.Revision)
            throw ClusterTrouble.OfWrite(error);
        // Only a status was written since then: ours came too late, and the answer that was lost said so.
        return found.Metadata.ResourceVersion == before.Metadata.ResourceVersion ? error : error with { Reason = ApiReason.Conflict };
    }
}
