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

    /// <summary>The group that the deployment was in.</summary>
    public required string GroupName { get; set; }

    /// <summary>The name of the <see cref="ChangeAction"/>, to search by.</summary>
    public required string Action { get; set; }

    public required long Revision { get; set; }

    public required string Change { get; set; }

    public required string Spec { get; set; }

    public static JournalRow From(Deployment deployment, Change change) => new()
    {
        Uid = deployment.Uid,
        DeploymentId = deployment.Id,
        GroupName = deployment.Spec.Group,
        Action = change.Action.ToString(),
        Revision = deployment.Generation,
        Change = StoreJson.Write(change),
        Spec = StoreJson.Write(deployment.Spec.WithoutClients()),
    };

    public JournalEntry ToEntry() =>
        new(Number, Uid, DeploymentId, Revision, StoreJson.Read<Change>(Change), StoreJson.Read<DeploymentSpec>(Spec));
}
