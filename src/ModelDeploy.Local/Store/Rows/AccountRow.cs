using ModelDeploy.Core.Accounts;

namespace ModelDeploy.Local.Store.Rows;

internal sealed class AccountRow
{
    public required string Issuer { get; set; }

    public required string Subject { get; set; }

    public required string Name { get; set; }

    public required bool IsSystemAdmin { get; set; }

    public static AccountRow From(Account account) => new()
    {
        Issuer = account.Key.Issuer,
        Subject = account.Key.Subject,
        Name = account.Name,
        IsSystemAdmin = account.IsSystemAdmin,
    };

    public Account ToAccount() => new(new PersonKey(Issuer, Subject), Name, IsSystemAdmin);
}
