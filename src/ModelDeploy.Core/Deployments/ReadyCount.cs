namespace ModelDeploy.Core.Deployments;

/// <summary>How many replicas are ready, of how many: never more than those of which it speaks. Pure.</summary>
/// <param name="Ready">How many of the newest observed template can take requests.</param>
/// <param name="Of">Of how many.</param>
public readonly record struct ReadyCount(int Ready, int Of)
{
    /// <summary>
    /// The count to show. Until a smaller wish is taken up it is of what the status is about: those replicas are there, and none of them
    /// is too much yet.
    /// </summary>
    /// <param name="deployment">Whose replicas.</param>
    /// <param name="wanted">How many are wanted as it is shown there.</param>
    public static ReadyCount For(Deployment deployment, int wanted)
    {
        var status = deployment.Status;
        var of = status.ObservedGeneration < deployment.Generation ? Math.Max(wanted, status.Wanted) : wanted;
        return new ReadyCount(Math.Min(status.Available, of), of);
    }
}
