namespace ModelDeploy.Core.Audit;

/// <summary>What is wrong with an entry of a chain.</summary>
public enum AuditFlaw
{
    /// <summary>Entries before it are missing.</summary>
    Missing,

    /// <summary>The entry before it is not the one that it followed.</summary>
    Replaced,

    /// <summary>It does not say what it said when it was written.</summary>
    Changed,

    /// <summary>It is not the one that somebody noted down elsewhere.</summary>
    Another,

    /// <summary>The chain ends before it.</summary>
    CutOff,
}
