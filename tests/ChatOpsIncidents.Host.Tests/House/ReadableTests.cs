using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ChatOpsIncidents.Host.Tests.House;

/// <summary>Code that is easy to read, judged by its syntax.</summary>
public sealed class ReadableTests
{
    private const int LinesMax = 300;
    private const int ColumnsMax = 120;
    private const int FunctionLinesMax = 40;

    [Fact]
    public void No_conditional_stands_inside_a_conditional() =>
        Assert.Equal(
            "",
            string.Join(
                "\n",
                from tree in SourceText.Trees
                from inner in tree.GetRoot().DescendantNodes().OfType<ConditionalExpressionSyntax>()
                where IsNested(inner)
                select $"{SourceText.Place(inner)}"
            )
        );

    [Fact]
    public void Files_are_short() =>
        Assert.Empty(
            from tree in SourceText.Trees
            where !IsTest(tree)
            let lines = tree.GetText().Lines.Count
            where lines > LinesMax + 1
            select $"{SourceText.Relative(tree.FilePath)}: {lines} lines"
        );

    [Fact]
    public void Functions_are_short() =>
        Assert.Empty(
            from tree in SourceText.Trees
            where !IsTest(tree) // A story is as long as it takes.
            from function in tree.GetRoot().DescendantNodes()
            where function is BaseMethodDeclarationSyntax or AccessorDeclarationSyntax or LocalFunctionStatementSyntax
            let lines = LinesOf(function)
            where lines > FunctionLinesMax
            select $"{SourceText.Place(function)}: {lines} lines"
        );

    [Fact]
    public void Lines_are_short_without_exception() =>
        Assert.Empty(
            from tree in SourceText.Trees
            where !IsTest(tree)
            from line in tree.GetText().Lines
            where line.Span.Length > ColumnsMax
            select $"{SourceText.Relative(tree.FilePath)}:{line.LineNumber + 1}: {line.Span.Length} columns"
        );

    [Fact]
    public void A_namespace_is_its_folder() =>
        Assert.Empty(
            from tree in SourceText.Trees
            let folder = Path.GetDirectoryName(SourceText.Relative(tree.FilePath))!
            let expected = folder[(folder.IndexOf('/', StringComparison.Ordinal) + 1)..].Replace('/', '.')
            from space in tree.GetRoot().DescendantNodes().OfType<BaseNamespaceDeclarationSyntax>()
            where space.Name.ToString() != expected
            select $"{SourceText.Place(space)}: {space.Name} stands in {folder}"
        );

    private static bool IsTest(SyntaxTree tree) =>
        SourceText.Relative(tree.FilePath).StartsWith("tests/", StringComparison.Ordinal);

    // A function within a conditional is a thought of its own.
    private static bool IsNested(ConditionalExpressionSyntax inner) =>
        inner
            .Ancestors()
            .TakeWhile(node => node is ExpressionSyntax and not AnonymousFunctionExpressionSyntax || IsWithinOne(node))
            .OfType<ConditionalExpressionSyntax>()
            .Any();

    private static bool IsWithinOne(SyntaxNode node) =>
        node is ArgumentSyntax or ArgumentListSyntax or InterpolationSyntax or CollectionElementSyntax;

    private static int LinesOf(SyntaxNode function)
    {
        var span = function.GetLocation().GetLineSpan();
        return span.EndLinePosition.Line - span.StartLinePosition.Line + 1;
    }
}
