using System.Globalization;
using ModelDeploy.Core.Accounts;
using ModelDeploy.Core.Groups;
using ModelDeploy.Local.Store.Rows;

namespace ModelDeploy.Local.Store;

/// <summary>
/// What a fresh database starts with: the administrator always, and on wish a group and instance types to try the portal
/// with. Never applied again, so what an administrator deletes stays deleted.
/// </summary>
internal sealed class DemoSeed(bool withDemo)
{
    /// <summary>Adds the rows, to be saved in one transaction with the mark that the first start is done.</summary>
    public void AddTo(StoreContext context)
    {
        var lastVersion = 0L;
        context.Add(AccountRow.From(Account.Administrator));
        if (withDemo)
        {
            context.Add(GroupRow.From(DemoCatalog.Group with { Version = Next() }));
            foreach (var type in DemoCatalog.InstanceTypes)
                context.Add(InstanceTypeRow.From(type with { Version = Next() }));
        }
        context.Add(new StateRow { LastVersion = lastVersion });

        string Next() => (++lastVersion).ToString(CultureInfo.InvariantCulture);
    }
}
