namespace ModelDeploy.Core.Deployments;

/// <summary>What a change does to the replicas that run, from least to most.</summary>
public enum ChangeEffect
{
    /// <summary>Nothing was changed.</summary>
    None,

    /// <summary>Texts, metadata or access: every replica goes on.</summary>
    RestartsNothing,

    /// <summary>Replicas are added or taken away; the others go on.</summary>
    OnlyScales,

    /// <summary>Every replica is replaced by a new one.</summary>
    RestartsReplicas,
}
