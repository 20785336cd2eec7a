"""Results → what the township opens: 汇总表.xlsx (book), index.html (page), 催报.txt and the CSV files of 数据/."""
