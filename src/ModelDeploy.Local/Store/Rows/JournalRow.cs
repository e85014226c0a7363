using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Journal;

namespace ModelDeploy.Local.Store.Rows;

internal sealed class JournalRow
{
    /// <summary>Given by the database, growing: the order of writing.</summary>
    public long Number { get; set; }

    public required Guid Uid { get; set; }

    /// <summary>The id that the deployment had; by now another one may have it.</summary>
    public required string DeploymentId { get; set; }

    public required long Revision { get; set; }

    public required string Change { get; set; }

    public required string Spec { get; set; }

    public static JournalRow From(Deployment deployment, Change change) => new()
    {
        Uid = deployment.Uid,
        DeploymentId = deployment.Id,
        Revision = deployment.Generation,
        Change = StoreJson.Write(change),
        Spec = StoreJson.Write(deployment.Spec),
    };

    public JournalEntry ToEntry() => new(Uid, Revision, StoreJson.Read<Change>(Change), StoreJson.Read<DeploymentSpec>(Spec));
}
